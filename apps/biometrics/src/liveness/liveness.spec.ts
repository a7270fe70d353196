import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SessionDeleted } from '#libs/contracts';
import type { Answer } from '#libs/service-stage';
import { BiometricsStage, type EndUser } from '../testing/biometrics-stage.js';

let stage: BiometricsStage;
beforeAll(async () => {
  stage = await BiometricsStage.start();
});
afterAll(() => stage?.stop());

const stepLine = ({ sessionId }: EndUser): string => `GET /internal/sessions/${sessionId}/liveness-step`;
const refusal = ({ status, body }: Answer): unknown => [status, body['code']];
const playing = (...sandbox_outcomes: string[]): EndUser => stage.openSession({}, { sandbox_outcomes });
const messages = (user: EndUser): Promise<unknown[]> => stage.told(user, 'kyc.biometrics.liveness_completed');

/** The step is opened again by a reviewer. */
function reopen(user: EndUser, reopened_at: string): void {
  const { body } = stage.workflow.answers.get(stepLine(user)) as { body: object };
  stage.workflow.answers.set(stepLine(user), { body: { ...body, reopened_at } });
}

describe('a liveness check that is begun', () => {
  it('is refused as the workflow service refuses it, and uses up nothing', async () => {
    const user = stage.openSession({ max_retries: 1 });
    const { body } = stage.workflow.answers.get(stepLine(user)) ?? {};
    stage.workflow.answers.set(stepLine(user), {
      status: 409,
      body: { code: 'step_not_current', detail: 'no', errors: [] },
    });
    expect(refusal(await stage.begin(user))).toEqual([409, 'step_not_current']);
    stage.workflow.answers.set(stepLine(user), { body });
    expect((await stage.begin(user)).status).toBe(201);
  });

  it('is 503 when the workflow service does not answer', async () => {
    const user = stage.openSession();
    stage.workflow.answers.set(stepLine(user), { status: 500, body: {} });
    expect(refusal(await stage.begin(user))).toEqual([503, 'unavailable']);
  });

  it('is for the end user alone', async () => {
    const path = '/public/session/liveness/create';
    const key = { kind: 'api_key', tenantId: 'acme', id: 'key_1', scopes: ['kyc:create'] } as const;
    expect(refusal(await stage.call({ ...key, scopes: [...key.scopes] }, 'POST', path))).toEqual([
      403,
      'forbidden',
    ]);
  });

  it('says everything that the device needs, by both names of the call', async () => {
    const user = stage.openSession({ challenge_type: 'FaceMovementAndLightChallenge' });
    const before = Date.now();
    for (const [name, attempts_left] of [
      ['create', 2],
      ['start', 1],
    ] as const) {
      const { status, body } = await stage.call(user, 'POST', `/public/session/liveness/${name}`);
      expect(status).toBe(201);
      expect(body).toEqual({
        session_id: expect.stringMatching(/^sandbox-[0-9a-f-]{36}$/),
        region: 'us-east-1',
        challenge_type: 'FaceMovementAndLightChallenge',
        expires_at: expect.any(String),
        attempts_left,
      });
      expect(Date.parse(String(body['expires_at']))).toBeGreaterThan(before);
    }
  });

  it('is refused when all attempts are used up, until the step is opened again', async () => {
    const user = stage.openSession({ max_retries: 2 });
    await stage.begin(user);
    await stage.begin(user);
    expect(refusal(await stage.begin(user))).toEqual([409, 'limit_reached']);
    reopen(user, new Date().toISOString());
    expect(await stage.begin(user)).toMatchObject({ status: 201, body: { attempts_left: 1 } });
  });

  it('takes the last attempt once, however many ask for it at the same time', async () => {
    const user = stage.openSession({ max_retries: 3 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => stage.begin(user)));
    const begun = answers.filter(({ status }) => status === 201);
    expect(new Set(begun.map(({ body }) => body['session_id'])).size).toBe(3);
    const refused = answers.filter(({ status }) => status !== 201).map(refusal);
    expect(refused).toEqual(Array.from({ length: 5 }, () => [409, 'limit_reached']));
  });
});

describe('a result that is asked for', () => {
  const path = '/public/session/liveness/verify';

  it.each([
    ['no body', undefined, '/liveness_session_id', 'required'],
    ['no id', {}, '/liveness_session_id', 'required'],
    ['an id that is no text', { liveness_session_id: 7 }, '/liveness_session_id', 'wrong_type'],
    ['an empty id', { liveness_session_id: '' }, '/liveness_session_id', 'too_short'],
    ['a huge id', { liveness_session_id: 'x'.repeat(100_000) }, '/liveness_session_id', 'too_long'],
    ['something unknown', { liveness_session_id: 'x', passed: true }, '/passed', 'unknown_property'],
  ])('is refused with %s', async (_what, body, pointer, code) => {
    const answer = await stage.call(stage.openSession(), 'POST', path, body);
    expect(refusal(answer)).toEqual([422, 'invalid_request']);
    expect(answer.body['errors']).toEqual([expect.objectContaining({ pointer, code })]);
  });

  it.each(['none', 'constructor', '../x', '$where', 'sandbox-'])(
    'is not found for the unknown id %j',
    async (id) => {
      expect(refusal(await stage.verify(stage.openSession(), id))).toEqual([404, 'not_found']);
    },
  );

  it('is not found for a check of another session, or of this session in another tenant', async () => {
    const user = stage.openSession();
    const { body } = await stage.begin(user);
    const other = stage.openSession();
    await stage.begin(other);
    expect(refusal(await stage.verify(other, body['session_id']))).toEqual([404, 'not_found']);
    const elsewhere = { ...user, tenantId: 'other' };
    expect(refusal(await stage.verify(elsewhere, body['session_id']))).toEqual([404, 'not_found']);
  });

  it('is refused for a step that is over or was opened again, and nothing is judged', async () => {
    const user = stage.openSession();
    const { body } = await stage.begin(user);
    reopen(user, new Date().toISOString());
    expect(refusal(await stage.verify(user, body['session_id']))).toEqual([409, 'step_not_current']);
    const over = { status: 409, body: { code: 'session_not_active', detail: 'no', errors: [] } };
    stage.workflow.answers.set(stepLine(user), over);
    expect(refusal(await stage.verify(user, body['session_id']))).toEqual([409, 'session_not_active']);
    expect(await messages(user)).toEqual([]);
  });

  it('has to wait until the check has ended', async () => {
    const user = playing('in_progress');
    const { body } = await stage.begin(user);
    expect(refusal(await stage.verify(user, body['session_id']))).toEqual([409, 'liveness_in_progress']);
    expect((await stage.viewOf(user)).liveness?.attempts).toMatchObject([{ status: 'created' }]);
    expect(await stage.verify(user, body['session_id'])).toMatchObject({
      status: 200,
      body: { passed: true },
    });
  });

  it.each([
    ['passed', true, 99.5, 'succeeded', ['sandbox_result']],
    ['low_confidence', false, 89, 'succeeded', ['low_confidence', 'sandbox_result']],
    ['failed', false, 12.5, 'failed', ['liveness_failed', 'sandbox_result']],
    ['expired', false, null, 'expired', ['liveness_expired', 'sandbox_result']],
    ['fials', false, null, 'failed', ['liveness_failed', 'sandbox_result', 'unknown_sandbox_outcome']],
  ])('of %s says so everywhere', async (outcome, passed, confidence, attemptStatus, reasons) => {
    const user = playing(outcome);
    const { status, body } = await stage.check(user);
    expect([status, body]).toEqual([200, { passed, confidence, attempts_left: 2 }]);
    const { sessionId: session_id } = user;
    const common = { step_id: 'live', provider: 'sandbox', passed, reasons };
    expect(await messages(user)).toEqual([{ session_id, attempt: 1, ...common }]);
    expect((await stage.viewOf(user)).liveness).toMatchObject({
      ...{ passed, confidence, provider: 'sandbox' },
      attempts: [{ ...common, status: attemptStatus, completed_at: expect.any(String) }],
    });
  });

  it('passes from the demanded confidence on', async () => {
    const sandbox_outcomes = ['low_confidence'];
    const lenient = stage.openSession({ min_confidence: 89 }, { sandbox_outcomes });
    expect((await stage.check(lenient)).body).toMatchObject({ passed: true, confidence: 89 });
    const strict = stage.openSession({ min_confidence: 89.01 }, { sandbox_outcomes });
    expect((await stage.check(strict)).body).toMatchObject({ passed: false });
  });

  it('is taken once: a later call is answered the same, without a question or a message', async () => {
    const user = playing('failed');
    const { body } = await stage.begin(user);
    const first = await stage.verify(user, body['session_id']);
    stage.workflow.answers.delete(stepLine(user));
    const again = await stage.call(user, 'POST', '/public/session/liveness/complete', {
      liveness_session_id: body['session_id'],
    });
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    const checks = stage.database.collection<{ _id: string; timesAsked: number }>('sandbox_liveness_checks');
    expect(await checks.findOne({ _id: String(body['session_id']) })).toMatchObject({ timesAsked: 1 });
    expect(await messages(user)).toHaveLength(1);
  });

  it('is taken once also by calls at the same time', async () => {
    const user = playing('passed');
    const { body } = await stage.begin(user);
    const racing = Array.from({ length: 6 }, () => stage.verify(user, body['session_id']));
    const answers = await Promise.all(racing);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await messages(user)).toMatchObject([{ attempt: 1 }]);
  });

  it('follows the magic values attempt by attempt, also after the step was opened again', async () => {
    const user = playing('failed', 'low_confidence', 'passed');
    expect((await stage.check(user)).body).toMatchObject({ confidence: 12.5 });
    expect((await stage.check(user)).body).toMatchObject({ confidence: 89 });
    reopen(user, new Date().toISOString());
    expect((await stage.viewOf(user)).liveness?.passed).toBe(false);
    expect((await stage.check(user)).body).toMatchObject({ passed: true });
    expect((await stage.check(user)).body).toMatchObject({ passed: true, attempts_left: 1 });
    expect((await stage.viewOf(user)).liveness?.passed).toBe(true);
  });
});

describe('frames', () => {
  it('are refused as long as there is no local provider', async () => {
    const answer = await stage.call(stage.openSession(), 'POST', '/public/session/liveness/frames', {});
    expect(refusal(answer)).toEqual([404, 'not_found']);
    expect(answer.body['detail']).toContain('local');
  });
});

describe('what is stored of liveness', () => {
  const rowOf = ({ sessionId: _id }: EndUser): Promise<object | null> =>
    stage.database.collection<{ _id: string }>('liveness').findOne({ _id });

  it('is sealed', async () => {
    const user = playing('failed');
    await stage.check(user);
    expect(Object.keys((await rowOf(user)) ?? {}).sort()).toEqual(['_id', 'revision', 'sealed', 'tenantId']);
    expect(JSON.stringify(await rowOf(user))).not.toMatch(/12\.5|liveness_failed/);
  });

  it('is erased with the session, and none is made again', async () => {
    const user = playing('passed');
    await stage.check(user);
    await stage.deliver(SessionDeleted, { ...SessionDeleted.sample, session_id: user.sessionId });
    expect(await rowOf(user)).toBeNull();
    expect(await stage.viewOf(user)).toEqual({});
    expect(refusal(await stage.begin(user))).toEqual([404, 'not_found']);
    expect(await rowOf(user)).toBeNull();
  });
});
