import { beforeAll, describe, expect, it } from '@jest/globals';
import { Applicant } from '../client/applicant.js';
import type { InvitedParty, Page, PartyPart } from '../client/answers.js';
import { connect } from '../client/suite.js';
import { shortForm, workflowOf } from '../client/workflows.js';

const { api, backOffice, events } = connect();
const rules = { automation_rules: { auto_process: true, default_action: 'auto_approve' } };
let partyWorkflow: string;

beforeAll(async () => {
  partyWorkflow = await backOffice.createWorkflow(workflowOf([shortForm], rules, 'Owner'));
});

const parentOf = (config: Record<string, unknown>) =>
  backOffice.openSessionOf(
    workflowOf(
      [
        {
          step_id: 'owners',
          name: 'Owners',
          type: 'subsession_collection',
          subsession_config: { workflow_id: partyWorkflow, ...config },
        },
      ],
      rules,
      'Company',
    ),
  );

const invite = (person: Applicant, body: Record<string, unknown>) =>
  api.call<InvitedParty>('inviteParty', { params: person.params, body });

describe('inviting related parties', () => {
  it('refuses more than the step allows, also when they race', async () => {
    const person = Applicant.of(api, await parentOf({ max_subsessions: 2 }));
    const answers = await Promise.all(
      ['Ada One', 'Ben Two', 'Cleo Three', 'Dirk Four'].map((name) => invite(person, { name })),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 201, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'limit_reached' });
    const listed = await api.ok<Page<PartyPart>>('listParties', { params: person.params });
    expect(listed.data).toHaveLength(2);
  });

  it.each([
    ['a share above 100 %', { name: 'Ada One', ownership_percentage: 101 }, '/ownership_percentage'],
    ['an unknown role', { name: 'Ada One', role: 'king' }, '/role'],
    ['an e-mail that is none', { name: 'Ada One', email: 'ada' }, '/email'],
    ['no name', {}, '/name'],
    ['a name of blanks', { name: '   ' }, '/name'],
  ])('refuses %s', async (_what, body, pointer) => {
    const person = Applicant.of(api, await parentOf({ max_subsessions: 2 }));
    const answer = await invite(person, body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
    expect(
      (answer.body as unknown as { errors: { pointer: string }[] }).errors.map((e) => e.pointer),
    ).toContain(pointer);
    expect((await api.ok<Page<PartyPart>>('listParties', { params: person.params })).data).toEqual([]);
  });

  it('is refused in a workflow that does not collect parties', async () => {
    const person = Applicant.of(api, await backOffice.openSessionOf(workflowOf([shortForm])));
    expect(await invite(person, { name: 'Ada One' })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  });
});

describe('a step that waits for the invited parties', () => {
  it('is refused until every one of them is done, then completes and is decided', async () => {
    const parent = await parentOf({ max_subsessions: 3, require_completion_before_proceed: true });
    const person = Applicant.of(api, parent);
    const party = { name: 'Ada Owner', email: 'ada@owners.example', role: 'ubo', ownership_percentage: 40 };
    const { body: invited } = await invite(person, party);
    const byBackOffice = await api.ok<InvitedParty>('createSubsession', {
      params: { session_id: parent.session_id },
      body: { name: 'Ben Owner', role: 'director' },
    });

    const early = await person.tryComplete('owners');
    expect(early).toMatchObject({ status: 409, body: { code: 'subsessions_pending' } });
    expect(early.body.errors.map((e) => e.pointer).sort()).toEqual(
      [invited, byBackOffice].map(({ subsession_id }) => `/subsessions/${subsession_id}`).sort(),
    );

    for (const { access_token } of [invited, byBackOffice])
      await new Applicant(api, access_token).complete('about', { nickname: 'Owner' });
    await person.complete('owners');
    const view = await backOffice.decision(parent.session_id);
    expect(view.status).toBe('approved');

    const child = await backOffice.decision(invited.session_id);
    expect(child).toMatchObject({ parent_session_id: parent.session_id, status: 'approved' });
    const [event, ...others] = await events.arrived(invited.session_id);
    expect(event?.data.parent_session_id).toBe(parent.session_id);
    expect(others).toEqual([]);

    const { subsessions } = await backOffice.view(parent.session_id);
    expect(subsessions).toMatchObject([
      { subsession_id: invited.subsession_id, name: 'Ada Owner', role: 'ubo', status: 'approved' },
      { subsession_id: byBackOffice.subsession_id, name: 'Ben Owner', role: 'director', status: 'approved' },
    ]);
  });

  it('is never approved over a party that was invited at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const parent = await parentOf({ max_subsessions: 3, require_completion_before_proceed: true });
      const person = Applicant.of(api, parent);
      const [invited, completed] = await Promise.all([
        invite(person, { name: 'Ada Owner' }),
        person.tryComplete('owners'),
      ]);
      expect([invited.status, completed.status]).not.toEqual([201, 200]);
    }
  });

  it('does not wait when the step does not ask for it', async () => {
    const parent = await parentOf({ require_completion_before_proceed: false });
    const person = Applicant.of(api, parent);
    await invite(person, { name: 'Ada Owner' });
    await person.complete('owners');
    expect((await backOffice.decision(parent.session_id)).status).toBe('approved');
  });
});
