import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  InvitationFailed,
  SubsessionCreated,
  SubsessionDecided,
  SubsessionExpired,
  SubsessionWithdrawn,
  type CreatedSession,
  type PartyResult,
} from '#libs/contracts';
import { newId } from '#libs/platform';
import type { Caller } from '#libs/security';
import { backOffice } from '#libs/service-stage';
import { formStep, type OpenedSession } from '../testing/sessions.js';
import { WorkflowStage } from '../testing/workflow-stage.js';

type Json = Record<string, unknown>;

const acme = backOffice('acme');
const subsession: Caller = { kind: 'service', tenantId: 'acme', id: 'subsession' };
const approve = { automation_rules: { auto_process: true, default_action: 'auto_approve' } };

let stage: WorkflowStage;
let partyWorkflow: string;
beforeAll(async () => {
  stage = await WorkflowStage.start();
  const party = { name: 'Party', steps: [formStep()], ttl_days: 3, validation_config: approve };
  const { body } = await stage.call(acme, 'POST', '/kyc/workflows', party);
  partyWorkflow = String(body['workflow_id']);
});
afterAll(() => stage.stop());

const owners = (more: Json = {}): Json => ({
  ...{ step_id: 'owners', order: 2, name: 'Owners', type: 'subsession_collection' },
  subsession_config: { workflow_id: partyWorkflow, max_subsessions: 5, ...more },
});

/** A session that invites parties, at their step. */
async function openParent(config: Json = {}, more: Json = {}): Promise<OpenedSession> {
  const steps = [formStep(), owners(config)];
  const parent = await stage.openSession({ steps, validation_config: approve, ...more });
  await stage.completeForm(parent);
  return parent;
}

async function openChild(parent: OpenedSession): Promise<CreatedSession> {
  const at = { parent_session_id: parent.id, step_id: 'owners' };
  const wanted = { workflow_id: partyWorkflow, ...at, actor: 'end_user' };
  const { status, body } = await stage.call(subsession, 'POST', '/internal/sessions', wanted);
  expect(status).toBe(201);
  return body as unknown as CreatedSession;
}

async function approved(parent: OpenedSession): Promise<void> {
  await stage.complete(parent, 'owners');
  await stage.untilStatus(parent.id, 'approved');
}

const view = async (id: string): Promise<Json> => (await stage.call(acme, 'GET', `/kyc/sessions/${id}`)).body;

const told = (
  parent: OpenedSession,
  status: 'approved' | 'rejected' | 'manual_review',
  child = newId('ses'),
): Promise<unknown> =>
  stage.deliver(SubsessionDecided, {
    ...{ session_id: parent.id, subsession_id: newId('sub'), child_session_id: child, step_id: 'owners' },
    ...{ status, final_decision: status, decided_at: new Date().toISOString() },
  });

const typesOf = async (id: string): Promise<unknown[]> =>
  (await stage.timelineOf(id)).map(({ type }) => type);

describe('links of a party', () => {
  const resolves = async (token: string): Promise<boolean> =>
    (await stage.resolveToken(token)).status === 200;
  const links = (id: string, path: string, body?: Json) =>
    stage.call(subsession, 'POST', `/internal/sessions/${id}/${path}`, body);

  it('are added without ending the others, and all end when one is made instead of them', async () => {
    const child = await openChild(await openParent());
    const added = await links(child.session_id, 'links');
    expect(await resolves(child.access_token)).toBe(true);
    expect(await resolves(String(added.body['access_token']))).toBe(true);
    const renewed = await links(child.session_id, 'generate-link', {});
    expect(await resolves(String(renewed.body['access_token']))).toBe(true);
    expect(await resolves(child.access_token)).toBe(false);
    expect(await resolves(String(added.body['access_token']))).toBe(false);
  });

  it('are not added to a session that is over, and bring it back for the days asked for', async () => {
    const child = await openChild(await openParent());
    await stage.endTimeOf(child.session_id);
    expect(await links(child.session_id, 'links')).toMatchObject({ status: 410 });
    const renewed = await links(child.session_id, 'generate-link', { ttl_days: 2 });
    expect(renewed).toMatchObject({ status: 200, body: { status: 'active' } });
    expect(await resolves(String(renewed.body['access_token']))).toBe(true);
  });

  it('bring a session back for the days of its own workflow when none are asked for', async () => {
    const child = await openChild(await openParent());
    await stage.endTimeOf(child.session_id);
    const { status, body } = await links(child.session_id, 'generate-link', {});
    const days = (Date.parse(String(body['expires_at'])) - Date.now()) / 86_400_000;
    expect([status, Math.round(days)]).toEqual([200, 3]);
  });

  it('are for services alone', async () => {
    const parent = await openParent();
    for (const caller of [acme, parent.user])
      expect(await stage.call(caller, 'POST', `/internal/sessions/${parent.id}/links`)).toMatchObject({
        status: 403,
      });
  });
});

describe('removing a party', () => {
  it('that has finished is not for those who may remove open ones only', async () => {
    const parent = await openParent();
    const [open, done] = [await openChild(parent), await openChild(parent)];
    const user: Caller = { kind: 'end_user', tenantId: 'acme', sessionId: done.session_id };
    const data = { full_name: 'Mara Lindqvist' };
    await stage.call(user, 'POST', '/public/session/step/form/complete', { data });
    await stage.untilStatus(done.session_id, 'approved');
    const remove = (id: string, query: string) =>
      stage.call(subsession, 'DELETE', `/internal/sessions/${id}?${query}`);
    const refused = await remove(done.session_id, 'only_open=true');
    expect(refused).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
    expect((await remove(open.session_id, 'only_open=true')).status).toBe(204);
    expect((await remove(done.session_id, 'actor=api_key:key_1')).status).toBe(204);
  });
});

describe('results of parties', () => {
  it('say how each session stands and what was decided, for the tenant’s own sessions only', async () => {
    const parent = await openParent();
    const child = await openChild(parent);
    const user: Caller = { kind: 'end_user', tenantId: 'acme', sessionId: child.session_id };
    const data = { full_name: 'Mara Lindqvist' };
    await stage.call(user, 'POST', '/public/session/step/form/complete', { data });
    await stage.untilStatus(child.session_id, 'approved');
    const session_ids = [parent.id, child.session_id, 'ses_unknown'];
    const ask = async (caller: Caller): Promise<PartyResult[]> =>
      (await stage.call(caller, 'POST', '/internal/session-results', { session_ids })).body[
        'results'
      ] as PartyResult[];
    const results = new Map((await ask(subsession)).map((one) => [one.session_id, one]));
    expect([...results.keys()].sort()).toEqual([parent.id, child.session_id].sort());
    expect(results.get(parent.id)).toMatchObject({
      ...{ status: 'active', decision: null, collects_parties: true, ownership_threshold: 25 },
    });
    expect(results.get(child.session_id)).toMatchObject({
      ...{ status: 'approved', collects_parties: false, matches: [], adverse_media: [] },
      decision: { final_decision: 'approved', decided_by: 'automation', reasons: ['default_action'] },
    });
    expect(await ask({ ...subsession, tenantId: 'other' })).toEqual([]);
  });
});

describe('a session whose party comes to a result', () => {
  it('has it on its timeline, and stays as it was decided', async () => {
    const parent = await openParent({ impact_parent_status: true });
    await approved(parent);
    await told(parent, 'approved');
    expect(await typesOf(parent.id)).toContain('subsession_decided');
    expect(await view(parent.id)).toMatchObject({ status: 'approved', previous_decisions: [] });
  });

  it('is reviewed again when the party counts for it and was rejected after it was approved', async () => {
    const parent = await openParent({ impact_parent_status: true });
    await approved(parent);
    const child = newId('ses');
    await told(parent, 'rejected', child);
    expect(await view(parent.id)).toMatchObject({
      status: 'manual_review',
      decision: { reasons: ['subsession_rejected'], reopened_by: { session_id: child } },
      previous_decisions: [{ status: 'approved' }],
    });
    expect(await stage.movesOf(parent.id)).toContain('approved > manual_review');
    expect(await decisionsTold(parent.id)).toMatchObject([
      { final_decision: 'approved' },
      { final_decision: 'manual_review' },
    ]);
    const verdict = { status: 'approved', reason: 'A namesake' };
    expect(await stage.call(acme, 'PATCH', `/kyc/sessions/${parent.id}`, verdict)).toMatchObject({
      status: 200,
    });
  });

  it('is reviewed again when a party that counts is itself reviewed for something that was found', async () => {
    const parent = await openParent({ impact_parent_status: true });
    await approved(parent);
    const ownReview = async (automation_rules: Json): Promise<string> => {
      const automation = { auto_process: true, ...automation_rules };
      const steps = [formStep()];
      const party = await stage.openSession({ steps, validation_config: { automation_rules: automation } });
      await stage.completeForm(party);
      await stage.untilStatus(party.id, 'manual_review');
      return party.id;
    };
    await told(parent, 'manual_review', await ownReview({}));
    expect(await view(parent.id)).toMatchObject({ status: 'approved' });
    const suspicious = { field_id: 'full_name', operator: 'is_not_empty', action: 'manual_review' };
    const session_id = await ownReview({ form_field_rules: [suspicious] });
    await told(parent, 'manual_review', session_id);
    expect(await view(parent.id)).toMatchObject({
      status: 'manual_review',
      decision: { reasons: ['subsession_manual_review'], reopened_by: { session_id } },
    });
  });

  it('is not when the party does not count for it', async () => {
    const parent = await openParent();
    await approved(parent);
    await told(parent, 'rejected');
    expect(await typesOf(parent.id)).toContain('subsession_decided');
    expect(await view(parent.id)).toMatchObject({ status: 'approved' });
  });

  it('is reviewed once for one result, however often it is told', async () => {
    const parent = await openParent({ impact_parent_status: true });
    await approved(parent);
    const result = {
      ...{ session_id: parent.id, subsession_id: newId('sub'), child_session_id: newId('ses') },
      ...{ step_id: 'owners', decided_at: new Date().toISOString() },
      ...{ status: 'rejected' as const, final_decision: 'rejected' as const },
    };
    const id = newId('evt');
    for (let i = 0; i < 3; i++) await stage.deliver(SubsessionDecided, result, id);
    const entries = (await typesOf(parent.id)).filter((type) => type === 'subsession_decided');
    expect(entries).toHaveLength(1);
  });

  it('that was deleted meanwhile is left alone', async () => {
    const parent = await openParent({ impact_parent_status: true });
    await stage.call(acme, 'DELETE', `/kyc/sessions/${parent.id}`);
    await told(parent, 'rejected');
    expect(await view(parent.id)).toMatchObject({ status: 'deleted' });
  });

  const decisionsTold = async (id: string): Promise<unknown[]> =>
    (await stage.sentAbout(id))
      .filter(({ type }) => type === 'kyc.session.decided.v1')
      .map(({ data }) => data);
});

describe('the timeline of a session', () => {
  it('tells who was invited, written to, out of time and withdrawn, by ids alone', async () => {
    const parent = await openParent();
    const ids = { session_id: parent.id, subsession_id: newId('sub'), child_session_id: newId('ses') };
    await stage.deliver(SubsessionCreated, { ...ids, step_id: 'owners', actor: 'end_user' });
    const failure = { kind: 'invitation', attempt: 1, code: 'recipient_refused', will_retry: false } as const;
    await stage.deliver(InvitationFailed, { ...ids, ...failure });
    await stage.deliver(SubsessionExpired, { ...ids, step_id: 'owners' });
    await stage.deliver(SubsessionWithdrawn, { ...ids, step_id: 'owners', actor: 'api_key:key_1' });
    const { session_id: _parent, ...about } = ids;
    expect((await stage.timelineOf(parent.id)).slice(-4)).toMatchObject([
      { type: 'subsession_created', actor: 'end_user', details: about },
      { type: 'invitation_failed', actor: 'automation', details: { ...about, ...failure } },
      { type: 'subsession_expired', actor: 'automation', details: { ...about, step_id: 'owners' } },
      { type: 'subsession_withdrawn', actor: 'api_key:key_1', details: about },
    ]);
  });
});

describe('the end of a session', () => {
  it('by deletion erases the sessions of its parties, decided ones too', async () => {
    const parent = await openParent();
    const children = [await openChild(parent), await openChild(parent)];
    await stage.call(acme, 'DELETE', `/kyc/sessions/${parent.id}`);
    for (const { session_id } of children) {
      await stage.untilStatus(session_id, 'deleted');
      await stage.until(async () => (await stage.typesAbout(session_id)).includes('kyc.session.deleted'));
    }
  });

  it('by its time expires the sessions of parties that are still open, and no others', async () => {
    const parent = await openParent();
    const [open, done] = [await openChild(parent), await openChild(parent)];
    const user: Caller = { kind: 'end_user', tenantId: 'acme', sessionId: done.session_id };
    const data = { full_name: 'Mara Lindqvist' };
    await stage.call(user, 'POST', '/public/session/step/form/complete', { data });
    await stage.untilStatus(done.session_id, 'approved');
    await stage.endTimeOf(parent.id);
    await stage.until(async () => (await stage.typesAbout(open.session_id)).includes('kyc.session.expired'));
    expect(await view(open.session_id)).toMatchObject({ status: 'expired' });
    expect(await view(done.session_id)).toMatchObject({ status: 'approved' });
  });
});

describe('more time for a party', () => {
  const extend = (id: string) => stage.call(acme, 'POST', `/kyc/sessions/${id}/extend`, { days: 1 });

  it('is not given while the session that invited it is expired', async () => {
    const parent = await openParent();
    const { session_id: child } = await openChild(parent);
    await stage.endTimeOf(parent.id);
    expect(await extend(child)).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
    expect(await extend(parent.id)).toMatchObject({ status: 200 });
    expect(await extend(child)).toMatchObject({ status: 200, body: { status: 'active' } });
  });
});
