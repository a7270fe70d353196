import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { backOffice } from '#libs/service-stage';
import { WorkflowStage } from '../testing/workflow-stage.js';
import { formStep, type OpenedSession } from '../testing/sessions.js';

const acme = backOffice('acme');
let stage: WorkflowStage;
beforeAll(async () => {
  stage = await WorkflowStage.start();
});
afterAll(() => stage.stop());

const open = (): Promise<OpenedSession> => stage.openSession({ steps: [formStep()] });
const act = (id: string, action: string, body: object = {}) =>
  stage.call(acme, 'POST', `/kyc/sessions/${id}/${action}`, body);
const statusOf = async (id: string): Promise<unknown> =>
  (await stage.call(acme, 'GET', `/kyc/sessions/${id}`)).body['status'];

describe('a link', () => {
  it('is not made for a session of another tenant', async () => {
    const { id } = await open();
    const made = await stage.call(backOffice('other'), 'POST', `/kyc/sessions/${id}/generate-link`);
    expect(made).toMatchObject({ status: 404 });
  });

  it('is not made for an expired session, which has to be extended first', async () => {
    const { id } = await open();
    await stage.endTimeOf(id);
    expect(await act(id, 'generate-link')).toMatchObject({ status: 410, body: { code: 'session_expired' } });
  });

  it('takes the place of the old one at once', async () => {
    const { id, token } = await open();
    const made = await act(id, 'generate-link');
    expect(made).toMatchObject({ status: 200, body: { session_id: id, status: 'active' } });
    expect(await stage.resolveToken(token)).toMatchObject({ status: 404 });
    expect(await stage.resolveToken(String(made.body['access_token']))).toMatchObject({
      status: 200,
      body: { session_id: id },
    });
    expect(made.body['url']).toContain(`/public/sessions/${String(made.body['access_token'])}`);
  });
});

describe('extending', () => {
  it('refuses nonsense', async () => {
    const { id } = await open();
    for (const days of [0, -1, 366, 1.5, '3', null, undefined])
      expect(await act(id, 'extend', { days })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/days' }] },
      });
  });

  it('refuses a session that needs no more time, and names what is possible', async () => {
    const session = await open();
    await stage.completeForm(session);
    expect(await act(session.id, 'extend', { days: 1 })).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', current: 'completed', legal: ['processing', 'active', 'deleted'] },
    });
  });

  it('adds to the time that is left', async () => {
    const { id, body } = await open();
    const extended = await act(id, 'extend', { days: 3 });
    const gained = Date.parse(String(extended.body['expires_at'])) - Date.parse(String(body['expires_at']));
    expect(gained).toBe(3 * 24 * 60 * 60 * 1000);
  });

  it('brings an expired session back to where it stood, whether or not a sweep has recorded the expiry', async () => {
    const session = await open();
    await stage.endTimeOf(session.id);
    const extended = await act(session.id, 'extend', { days: 1 });
    expect(extended).toMatchObject({ status: 200, body: { status: 'active' } });
    expect(Date.parse(String(extended.body['expires_at']))).toBeGreaterThan(Date.now());
    expect(await stage.movesOf(session.id)).toEqual([
      'null > active',
      'active > expired',
      'expired > active',
    ]);
    expect((await stage.completeForm(session)).status).toBe(200);
  });
});

describe('a session whose time is over', () => {
  it('is recorded as expired by the sweep, once, with its event', async () => {
    const { id } = await open();
    await stage.endTimeOf(id);
    await stage.until(async () => (await stage.movesOf(id)).includes('active > expired'));
    expect((await stage.typesAbout(id)).filter((type) => type === 'kyc.session.expired')).toHaveLength(1);
  });
});

describe('deleting a session', () => {
  it('needs its own scope', async () => {
    const { id } = await open();
    const clerk = backOffice('acme', ['kyc:read', 'kyc:create', 'kyc:decide']);
    expect(await stage.call(clerk, 'DELETE', `/kyc/sessions/${id}`)).toMatchObject({ status: 403 });
    expect(await stage.call(backOffice('other'), 'DELETE', `/kyc/sessions/${id}`)).toMatchObject({
      status: 404,
    });
    expect(await statusOf(id)).toBe('active');
  });

  it('leaves a tombstone without anything personal, and a dead link', async () => {
    const session = await stage.openSession(
      { steps: [formStep()] },
      { client_id: 'c-1', metadata: { a: 'x' } },
    );
    await stage.completeForm(session, 'Mara Lindqvist');
    expect(await stage.call(acme, 'DELETE', `/kyc/sessions/${session.id}`)).toMatchObject({ status: 204 });
    const { body } = await stage.call(acme, 'GET', `/kyc/sessions/${session.id}`);
    expect(body).toMatchObject({
      status: 'deleted',
      form_data: {},
      metadata: {},
      client_id: null,
      checks: [],
    });
    expect(body['deleted_at']).not.toBeNull();
    expect(JSON.stringify(body)).not.toContain('Lindqvist');
    expect(await stage.resolveToken(session.token)).toMatchObject({ status: 404 });
    expect((await stage.timelineOf(session.id)).at(-1)).toMatchObject({ type: 'session_deleted' });
  });

  it('has every service erase its part, and forgets the key of what is sealed', async () => {
    const session = await open();
    await stage.call(acme, 'DELETE', `/kyc/sessions/${session.id}`);
    await stage.until(async () => (await stage.typesAbout(session.id)).includes('kyc.session.deleted'));
    const keys = stage.database.collection<{ _id: string; wrapped: unknown }>('data_keys');
    await stage.until(async () => (await keys.findOne({ _id: session.id }))?.wrapped === null);
  });

  it('can be repeated, and stops everything else', async () => {
    const { id } = await open();
    const erase = () => stage.call(acme, 'DELETE', `/kyc/sessions/${id}`);
    expect((await Promise.all([erase(), erase(), erase()])).map(({ status }) => status)).toEqual([
      204, 204, 204,
    ]);
    const corrections = { items: [{ step_id: 'form', reason_code: 'a', message: 'Again.' }] };
    for (const [action, body] of [
      ['extend', { days: 1 }],
      ['generate-link', {}],
      ['process', {}],
      ['validate', {}],
      ['corrections', corrections],
    ] as const) {
      const refused = { code: 'illegal_transition', current: 'deleted', legal: [] };
      expect(await act(id, action, body)).toMatchObject({ status: 409, body: refused });
      const stranger = backOffice('other');
      const answer = await stage.call(stranger, 'POST', `/kyc/sessions/${id}/${action}`, body);
      expect(answer).toMatchObject({ status: 404 });
    }
    const review = { status: 'approved', reason: 'Looks fine.' };
    expect(await stage.call(acme, 'PATCH', `/kyc/sessions/${id}`, review)).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', current: 'deleted', legal: [] },
    });
    expect((await stage.typesAbout(id)).filter((type) => type === 'kyc.session.deleted')).toHaveLength(1);
  });

  it('takes it out of lists that do not ask for deleted ones', async () => {
    const { id } = await stage.openSession({ steps: [formStep()] }, { client_id: 'gone' });
    await stage.call(acme, 'DELETE', `/kyc/sessions/${id}`);
    const listed = async (query: string): Promise<string[]> => {
      const { body } = await stage.call(acme, 'GET', `/kyc/sessions?limit=100${query}`);
      return (body['data'] as { session_id: string }[]).map(({ session_id }) => session_id);
    };
    expect(await listed('')).not.toContain(id);
    expect(await listed('&status=deleted')).toContain(id);
  });
});
