import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SessionCompleted, SessionDecided, SessionDeleted, SessionExpired } from '#libs/contracts';
import { newId } from '#libs/platform';
import { MailServer } from '../invitations/testing/mail-server.js';
import { backOffice, endUser } from '#libs/service-stage';
import { SubsessionStage } from '../testing/subsession-stage.js';

type Json = Record<string, unknown>;

const partyWorkflow = newId('wfl');

let mail: MailServer;
let stage: SubsessionStage;
let parent: string;
beforeAll(async () => {
  mail = await MailServer.start();
  stage = await SubsessionStage.start({
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    MAIL_FROM: 'onboarding@kyc.example',
  });
});
afterAll(async () => {
  await stage?.stop();
  await mail?.stop();
});
beforeEach(() => {
  stage.workflow.step = { step_id: 'owners', workflow_id: partyWorkflow, max_subsessions: 5 };
  stage.workflow.refusesToOpen = undefined;
  parent = stage.workflow.open();
});

const rowsOf = (parentSessionId: string) =>
  stage.database.collection('subsessions').find({ parentSessionId }).toArray();
const childOf = (party: { body: Json }): string => String(party.body['session_id']);
const about = (
  session_id: string,
): { session_id: string; workflow_id: string; workflow_version: number } => ({
  ...{ session_id, workflow_id: partyWorkflow, workflow_version: 1 },
});
const decided = (session_id: string, status: 'approved' | 'rejected', id?: string): Promise<unknown> =>
  stage.deliver(
    SessionDecided,
    {
      ...about(session_id),
      ...{ parent_session_id: parent, tenant_id: 'acme', client_id: null },
      ...{ status, final_decision: status, decided_by: 'reviewer', decided_at: new Date().toISOString() },
      ...{ reasons: [], automation_flags: [] },
    },
    id,
  );

describe('a place', () => {
  it('is given back when the party’s session cannot be opened', async () => {
    stage.workflow.refusesToOpen = 404;
    expect((await stage.invite(parent)).status).toBe(404);
    expect(await rowsOf(parent)).toEqual([]);
  });

  it('that a dead request has left counts no more after a minute', async () => {
    stage.workflow.step = { step_id: 'owners', workflow_id: partyWorkflow, max_subsessions: 1 };
    await stage.invite(parent);
    const rows = stage.database.collection('subsessions');
    const old = new Date(Date.now() - 61_000);
    await rows.updateOne({ parentSessionId: parent }, { $unset: { childSessionId: '' } });
    expect((await stage.invite(parent)).body).toMatchObject({ code: 'limit_reached' });
    await rows.updateOne({ parentSessionId: parent }, { $set: { createdAt: old } });
    expect((await stage.invite(parent)).status).toBe(201);
    expect(await rowsOf(parent)).toHaveLength(1);
  });

  it('is one of a thousand in a family, whatever its steps allow', async () => {
    stage.workflow.step = { step_id: 'owners', workflow_id: partyWorkflow, max_subsessions: 10_000 };
    await stage.invite(parent);
    const [{ _id: _first, childSessionId: _child, ...row } = {} as never] = await rowsOf(parent);
    const others = Array.from({ length: 999 }, () => ({
      ...row,
      ...{ _id: newId('sub') as never, childSessionId: newId('ses'), parentSessionId: 'ses_elsewhere' },
    }));
    await stage.database.collection('subsessions').insertMany(others);
    expect((await stage.invite(parent)).body).toMatchObject({ code: 'limit_reached' });
  });

  it('is at most three levels below the first session', async () => {
    let session = parent;
    for (let level = 1; level <= 3; level++) session = childOf(await stage.invite(session));
    expect(await stage.invite(session)).toMatchObject({ status: 409, body: { code: 'limit_reached' } });
    expect(await stage.partiesOf(session)).toEqual([]);
  });
});

describe('the entity type of a party', () => {
  const collects = (...entity_types: string[]): void => {
    stage.workflow.step = { step_id: 'owners', workflow_id: partyWorkflow, max_subsessions: 5, entity_types };
  };

  it('that was said stays, whatever the workflow is for', async () => {
    collects('individual');
    expect((await stage.invite(parent, { name: 'Hold Ltd', entity_type: 'company' })).status).toBe(201);
    expect(await stage.partiesOf(parent)).toMatchObject([{ entity_type: 'company' }]);
  });

  it('is that of a workflow for one type when it is left out, so that an owner is seen', async () => {
    collects('individual');
    await stage.invite(parent, { name: 'Ada One', role: 'shareholder', ownership_percentage: 90 });
    expect(await stage.partiesOf(parent)).toMatchObject([{ entity_type: 'individual' }]);
    const owners = { owners: [{ name: 'Ada One', is_beneficial_owner: true, is_verified: false }] };
    expect(await ownership()).toMatchObject(owners);
  });

  it('stays open where the workflow is for both, and the party counts as a possible owner', async () => {
    collects('individual', 'company');
    await stage.invite(parent, { name: 'Ada One', role: 'shareholder', ownership_percentage: 90 });
    expect((await stage.partiesOf(parent))[0]).not.toHaveProperty('entity_type');
    expect(await ownership()).toMatchObject({
      owners: [{ entity_type: null, is_beneficial_owner: true }],
      unaccounted: { percent: 10 },
    });
  });

  const ownership = async (): Promise<unknown> => {
    const workflow = { kind: 'service', tenantId: 'acme', id: 'workflow' } as const;
    const { body } = await stage.call(workflow, 'GET', `/internal/sessions/${parent}/subsessions`);
    return body['ownership'];
  };
});

describe('a party whose time is over', () => {
  it('is told to the session that invited it, once, by ids alone', async () => {
    const { body } = await stage.invite(parent);
    const child = String(body['session_id']);
    const id = newId('evt');
    const expired = { ...about(child), parent_session_id: parent };
    for (let i = 0; i < 2; i++) await stage.deliver(SessionExpired, expired, id);
    const told = (await stage.sentAbout(parent)).filter(({ type }) => type === 'kyc.subsession.expired');
    expect(told.map(({ data }) => data)).toEqual([
      {
        ...{ session_id: parent, subsession_id: body['subsession_id'] },
        ...{ child_session_id: child, step_id: 'owners' },
      },
    ]);
  });

  it.each([[undefined], [2]])(
    'gets the days of its step (%s) by a new link, else its workflow’s',
    async (days) => {
      stage.workflow.step = { ...(stage.workflow.step as Json), ...(days && { ttl_days: days }) };
      const { body } = await stage.invite(parent);
      const path = `/public/session/subsessions/${String(body['subsession_id'])}/regenerate-link`;
      await stage.call(endUser(parent), 'POST', path);
      expect(stage.workflow.calls.at(-1)?.body).toEqual({
        actor: 'end_user',
        ...(days && { ttl_days: days }),
      });
    },
  );
});

describe('an invitation', () => {
  it('goes to the address that was given, and nowhere once the party has finished', async () => {
    const party = await stage.invite(parent, { name: 'Ada One', email: 'ada.one@example.com' });
    await stage.until(() => mail.taken.some(({ to }) => to.includes('ada.one@example.com')));
    await stage.until(async () =>
      (await stage.typesAbout(parent)).includes('kyc.subsession.invitation_sent'),
    );
    const dueAt = async (): Promise<unknown> =>
      (
        await stage.database
          .collection<{ _id: string; dueAt?: Date }>('invitations')
          .findOne({ _id: String(party.body['subsession_id']) })
      )?.dueAt;
    expect(await dueAt()).toBeInstanceOf(Date);
    await stage.deliver(SessionCompleted, { ...about(childOf(party)), parent_session_id: parent });
    expect(await dueAt()).toBeUndefined();
  });

  it('is sent again with the new link when the old ones die', async () => {
    const party = await stage.invite(parent, { name: 'Bo', email: 'bo@example.com' });
    const messages = (): number => mail.taken.filter(({ to }) => to.includes('bo@example.com')).length;
    await stage.until(() => messages() === 1);
    const path = `/public/session/subsessions/${String(party.body['subsession_id'])}/regenerate-link`;
    expect((await stage.call(endUser(parent), 'POST', path)).status).toBe(200);
    await stage.until(() => messages() === 2);
  });

  it('is not sent where no address was given', async () => {
    const { body } = await stage.invite(parent);
    const _id = String(body['subsession_id']);
    expect(await stage.database.collection<{ _id: string }>('invitations').findOne({ _id })).toBeNull();
  });
});

describe('the result of a party', () => {
  it('is told to the session that invited it, once for each decision', async () => {
    const child = childOf(await stage.invite(parent));
    const id = newId('evt');
    for (let i = 0; i < 2; i++) await decided(child, 'approved', id);
    await decided(child, 'rejected');
    expect((await results()).map(({ data }) => data)).toMatchObject([
      { session_id: parent, child_session_id: child, step_id: 'owners', status: 'approved' },
      { session_id: parent, child_session_id: child, step_id: 'owners', status: 'rejected' },
    ]);
  });

  it('is not told when the session is no party’s', async () => {
    await decided(newId('ses'), 'rejected');
    expect(await results()).toEqual([]);
  });

  const results = async () =>
    (await stage.sentAbout(parent)).filter(({ type }) => type === 'kyc.subsession.decided');
});

describe('withdrawing', () => {
  const withdraw = (subId: unknown) =>
    stage.call(endUser(parent), 'DELETE', `/public/session/subsessions/${String(subId)}`);

  it('deletes the party’s session on behalf of who withdrew it, and tells it once', async () => {
    const { body } = await stage.invite(parent);
    expect((await withdraw(body['subsession_id'])).status).toBe(204);
    expect(stage.workflow.sessions.get(String(body['session_id']))?.status).toBe('deleted');
    await stage.deliver(SessionDeleted, { ...about(String(body['session_id'])), parent_session_id: parent });
    await stage.until(async () => (await stage.typesAbout(parent)).includes('kyc.subsession.withdrawn'));
    const told = (await stage.sentAbout(parent)).filter(({ type }) => type === 'kyc.subsession.withdrawn');
    expect(told.filter(({ subject }) => subject === parent).map(({ data }) => data)).toMatchObject([
      { actor: 'end_user', subsession_id: body['subsession_id'] },
    ]);
    expect((await withdraw(body['subsession_id'])).status).toBe(404);
  });

  it.each(['completed', 'processing', 'approved', 'rejected', 'manual_review'])(
    'is refused to an end user when the party is %s',
    async (status) => {
      const { body } = await stage.invite(parent);
      const child = stage.workflow.sessions.get(String(body['session_id']));
      Object.assign(child ?? {}, { status });
      expect(await withdraw(body['subsession_id'])).toMatchObject({
        status: 409,
        body: { code: 'illegal_transition' },
      });
      expect(child?.status).toBe(status);
    },
  );

  it('is refused to an end user when it is another step’s turn', async () => {
    const { body } = await stage.invite(parent);
    stage.workflow.step = 409;
    expect((await withdraw(body['subsession_id'])).body).toMatchObject({ code: 'step_not_current' });
  });
});

describe('a deleted session', () => {
  it('is forgotten with its parties, their names and their invitations', async () => {
    await stage.invite(parent, { name: 'Ada One', email: 'ada@example.com' });
    await stage.deliver(SessionDeleted, about(parent));
    expect(await rowsOf(parent)).toEqual([]);
    const counters = await stage.database.collection('place_counters').find().toArray();
    expect(counters.filter(({ _id }) => String(_id).startsWith(parent))).toEqual([]);
    const invitations = stage.database.collection('invitations');
    expect(await invitations.countDocuments({ parentSessionId: parent })).toBe(0);
    const key = await stage.database.collection<{ _id: string }>('data_keys').findOne({ _id: parent });
    expect(key).toMatchObject({ wrapped: null });
  });

  it('that was a party’s is forgotten by the session that invited it', async () => {
    const child = childOf(await stage.invite(parent));
    await stage.deliver(SessionDeleted, { ...about(child), parent_session_id: parent });
    expect(await rowsOf(parent)).toEqual([]);
    await stage.until(async () => (await stage.typesAbout(parent)).includes('kyc.subsession.withdrawn'));
  });
});

describe('other tenants', () => {
  it('see none of it', async () => {
    const { body } = await stage.invite(parent);
    const other = backOffice('other');
    const path = `/kyc/sessions/${parent}/subsessions/${String(body['subsession_id'])}`;
    expect((await stage.call(other, 'DELETE', path)).status).toBe(404);
    expect((await stage.call(other, 'POST', `${path}/regenerate-link`)).status).toBe(404);
    expect(await stage.partiesOf(parent)).toHaveLength(1);
  });
});
