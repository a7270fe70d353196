import { describe, expect, it } from '@jest/globals';
import { Applicant } from '../client/applicant.js';
import type { CreatedSession, SanctionsEvidence, SessionView } from '../client/answers.js';
import { connect } from '../client/suite.js';
import { personalInfo, rules, screenedForm, shortForm, workflowOf } from '../client/workflows.js';
import { applicantForm, listedPerson } from '../specimens/people.js';

const { api, backOffice, events } = connect();

async function decided(form: Record<string, unknown>): Promise<SessionView> {
  const session = await backOffice.openSessionOf(screenedForm());
  await Applicant.of(api, session).complete('personal_info', { ...applicantForm, ...form });
  return backOffice.decision(session.session_id);
}

/** Another session's event comes after everything that was to be published before it. */
async function eventsOnceOthersFollowed(session: CreatedSession | SessionView): Promise<number> {
  await events.arrived(session.session_id);
  const later = await decided({});
  await events.arrived(later.session_id);
  return (await events.of(session.session_id)).length;
}

describe('a decision by rule', () => {
  it('sends a match on a watchlist to manual review and explains the match', async () => {
    const view = await decided({
      full_name: listedPerson.name,
      date_of_birth: '1961-09-09',
      nationality: 'RU',
    });
    expect(view.decision).toMatchObject({ status: 'manual_review', final_decision: 'manual_review' });
    expect(view.decision?.reasons).toContain('list_match');
    expect(view.decision?.rule_hits).toMatchObject([
      {
        rule: '/validation_config/automation_rules/list_match_rules/0',
        list: 'list_match_rules',
        action: 'manual_review',
        code: 'list_match',
        reason: 'On a list',
        inputs: [{ list: listedPerson.list, source_id: listedPerson.sourceId }],
      },
    ]);
    const [check] = view.checks;
    expect(check).toMatchObject({ type: 'run_sanction_check', status: 'completed', outcome: 'fail' });
    const [screening] = (check?.evidence as unknown as SanctionsEvidence).screenings;
    expect(screening?.subject).toMatchObject({ source: 'form:personal_info/full_name', type: 'individual' });
    const [match] = screening?.matches ?? [];
    expect(match).toMatchObject({ source_id: listedPerson.sourceId, strength: 'strong' });
    const kinds = Object.fromEntries((match?.evidence ?? []).map((e) => [e.kind, e.verdict]));
    expect(kinds).toMatchObject({ name: 'agrees', dob: 'agrees' });
  });

  it('does not approve somebody who only shares the name of a listed person with another birth date', async () => {
    const view = await decided({
      full_name: 'Orlinda Quaxelby',
      date_of_birth: '1999-01-01',
      nationality: 'NL',
    });
    const [screening] = (view.checks[0]?.evidence as unknown as SanctionsEvidence).screenings;
    const verdicts = screening?.matches.flatMap((m) => m.evidence.map((e) => `${e.kind}:${e.verdict}`)) ?? [];
    if (screening?.matches.length) expect(verdicts).toContain('dob:contradicts');
    else expect(view.status).toBe('approved');
  });

  it('rejects a nationality that a country rule denies, even beside a match and a declared PEP', async () => {
    const view = await decided({
      full_name: listedPerson.name,
      date_of_birth: '1961-09-09',
      nationality: 'KP',
      pep_status: 'Yes - Current PEP',
    });
    expect(view.decision).toMatchObject({
      status: 'rejected',
      final_decision: 'rejected',
      action: 'auto_deny',
    });
    const lists = view.decision?.rule_hits.map(({ list }) => list).sort();
    expect(lists).toEqual(['country_rules', 'form_field_rules', 'list_match_rules']);
  });

  it('sends a declared politically exposed person to manual review', async () => {
    const view = await decided({ pep_status: 'Yes - Former PEP' });
    expect(view.decision).toMatchObject({
      status: 'manual_review',
      rule_hits: [{ list: 'form_field_rules', reason: 'User declared PEP status' }],
    });
  });

  it('approves somebody no rule speaks against', async () => {
    expect((await decided({})).decision).toMatchObject({ status: 'approved', reasons: ['default_action'] });
  });

  it('reviews by hand what no rule speaks about when the workflow names no default', async () => {
    const { default_action: _left, ...others } = rules;
    const session = await backOffice.openSessionOf(workflowOf([personalInfo], { automation_rules: others }));
    await Applicant.of(api, session).complete('personal_info', applicantForm);
    expect((await backOffice.decision(session.session_id)).status).toBe('manual_review');
  });

  it('is told once to other systems', async () => {
    expect(await eventsOnceOthersFollowed(await decided({ nationality: 'KP' }))).toBe(1);
  });
});

describe('a session that is processed by hand', () => {
  const definition = workflowOf([shortForm], { automation_rules: { default_action: 'auto_approve' } });

  it('waits, completed, until it is processed', async () => {
    const session = await backOffice.openSessionOf(definition);
    const done = await Applicant.of(api, session).complete('about', { nickname: 'Lies' });
    expect(done).toMatchObject({
      next_step_id: null,
      session: { status: 'completed', current_step_index: 1 },
    });
    expect(await backOffice.view(session.session_id)).toMatchObject({ status: 'completed', decision: null });
  });

  it('cannot be processed before its steps are done', async () => {
    const session = await backOffice.openSessionOf(definition);
    const answer = await api.call('processSession', { params: { session_id: session.session_id } });
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', current: 'active', legal: ['completed', 'expired', 'deleted'] },
    });
  });

  it('is decided once, however often processing is asked for', async () => {
    const session = await backOffice.openSessionOf(definition);
    await Applicant.of(api, session).complete('about', { nickname: 'Lies' });
    const params = { session_id: session.session_id };
    const asked = await Promise.all([1, 2, 3].map(() => api.call('processSession', { params })));
    expect(asked.map(({ status }) => status)).toEqual([202, 202, 202]);
    const first = await backOffice.decision(session.session_id);
    expect((await api.call('processSession', { params })).status).toBe(202);
    const second = await backOffice.view(session.session_id);
    expect(second.decision).toEqual(first.decision);
    const types = (await backOffice.timeline(session.session_id)).map(({ type }) => type);
    expect(types.filter((t) => t === 'processing_started' || t === 'session_decided')).toHaveLength(2);
    expect(await eventsOnceOthersFollowed(session)).toBe(1);
  });
});

describe('the order of steps', () => {
  const definition = workflowOf([
    shortForm,
    {
      ...shortForm,
      step_id: 'extra',
      required: false,
      custom_fields: [{ field_id: 'hobby', name: 'Hobby', type: 'text', required: true }],
    },
    { ...shortForm, step_id: 'last', custom_fields: [{ field_id: 'motto', name: 'Motto', type: 'text' }] },
  ]);

  it('refuses a later step and names the one whose turn it is', async () => {
    const person = Applicant.of(api, await backOffice.openSessionOf(definition));
    const answer = await person.tryComplete('last', { motto: 'Onward' });
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'step_not_current', current_step_id: 'about' },
    });
    expect((await person.state()).steps.map(({ status }) => status)).toEqual([
      'in_progress',
      'pending',
      'pending',
    ]);
  });

  it('lets an optional step be completed empty', async () => {
    const session = await backOffice.openSessionOf(definition);
    const person = Applicant.of(api, session);
    expect(await person.complete('about', { nickname: 'Lies' })).toMatchObject({ next_step_id: 'extra' });
    expect(await person.complete('extra')).toMatchObject({ next_step_id: 'last' });
    expect(await person.complete('last', {})).toMatchObject({ next_step_id: null });
    const view = await backOffice.view(session.session_id);
    expect(view.status).toBe('completed');
    expect(view.form_data).toEqual({ about: { nickname: 'Lies' }, last: {} });
  });

  it('still judges an optional step that is not left empty', async () => {
    const person = Applicant.of(api, await backOffice.openSessionOf(definition));
    await person.complete('about', { nickname: 'Lies' });
    const answer = await person.tryComplete('extra', { hobby: 7 });
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/data/hobby', code: 'wrong_type' }] },
    });
  });

  it('shows the end user the way without rules and internal descriptions', async () => {
    const noted = {
      ...personalInfo,
      description: 'Only for the compliance team',
      instructions: 'Take your time',
    };
    const session = await backOffice.openSessionOf(
      workflowOf([noted], { run_lists: true, automation_rules: rules }),
    );
    const shown = await api.call<{ steps: unknown[] }>('publicWorkflow', {
      params: { token: session.access_token },
    });
    expect(shown.body.steps).toMatchObject([{ step_id: 'personal_info', instructions: 'Take your time' }]);
    expect(shown.text).not.toMatch(
      /compliance team|automation_rules|auto_deny|validate_lists|validation_config/,
    );
  });
});

describe('lists of sessions and workflows', () => {
  it('are paged without losing or repeating one', async () => {
    const client_id = `paging-${process.pid}-${Date.now()}`;
    const workflow = await backOffice.createWorkflow(workflowOf([shortForm]));
    const made: string[] = [];
    for (let i = 0; i < 5; i++) made.push((await backOffice.openSession(workflow, { client_id })).session_id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string> = { limit: '2', client_id, ...(cursor ? { cursor } : {}) };
      const page: { data: CreatedSession[]; next_cursor: string | null } = await api.ok('listSessions', {
        query,
      });
      seen.push(...page.data.map(({ session_id }) => session_id));
      cursor = page.next_cursor;
    } while (cursor);
    expect(seen).toEqual(made.reverse());
  });

  it('give back a workflow as it was made, defaults filled in', async () => {
    const id = await backOffice.createWorkflow(screenedForm());
    const workflow = await api.ok<Record<string, unknown>>('getWorkflow', {
      params: { workflow_id: id },
      query: { version: '1' },
    });
    expect(workflow).toMatchObject({
      workflow_id: id,
      version: 1,
      ttl_days: 7,
      entity_types: ['individual'],
      validation_config: { run_lists: true, face_match_threshold: 0.85, four_eyes: false },
    });
  });
});
