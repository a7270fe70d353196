import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScreeningCompleted } from '#libs/contracts';
import type { Caller } from '#libs/security';
import { formStep, type OpenedSession } from '../testing/sessions.js';
import { backOffice, type Answer } from '#libs/service-stage';
import { WorkflowStage } from '../testing/workflow-stage.js';

const acme = backOffice('acme');
const rules = { auto_process: true, default_action: 'auto_approve' };
const form = formStep();
const answer = { data: { full_name: 'Mara Lindqvist' } };

let stage: WorkflowStage;
beforeAll(async () => {
  stage = await WorkflowStage.start({ CHECK_TIMEOUT_SECONDS: '1' });
});
afterAll(() => stage.stop());

const openSession = (validation_config: object = { automation_rules: rules }): Promise<OpenedSession> =>
  stage.openSession({ steps: [form], validation_config });
const complete = (session: OpenedSession): Promise<Answer> => stage.completeForm(session);
const typesOf = async (id: string): Promise<unknown[]> =>
  (await stage.timelineOf(id)).map(({ type }) => type);

const decisionsOf = async (id: string): Promise<number> =>
  (await stage.typesAbout(id)).filter((type) => type === 'kyc.session.decided.v1').length;

describe('a session whose time is over', () => {
  it('is expired for its link, its steps and its readers although no sweep ran', async () => {
    const session = await openSession();
    await stage.endTimeOf(session.id);
    expect(await stage.resolveToken(session.token)).toMatchObject({
      status: 410,
      body: { code: 'session_expired' },
    });
    expect(await complete(session)).toMatchObject({ status: 410, body: { code: 'session_expired' } });
    const seen = await stage.call(acme, 'GET', `/kyc/sessions/${session.id}`);
    expect(seen.body['status']).toBe('expired');
  });

  it('takes no upload any more', async () => {
    const session = await openSession();
    await stage.endTimeOf(session.id);
    const service: Caller = { kind: 'service', tenantId: 'acme', id: 'document' };
    const path = `/internal/sessions/${session.id}/upload-permissions`;
    expect(await stage.call(service, 'POST', path, { step_id: 'form', document_type: 'id' })).toMatchObject({
      status: 410,
    });
  });
});

describe('what no call takes', () => {
  const acme = backOffice('acme');

  it.each(['process', 'validate', 'generate-link'])('is refused in the body of %s', async (action) => {
    const session = await openSession();
    const path = `/kyc/sessions/${session.id}/${action}`;
    expect(await stage.call(acme, 'POST', path, { foo: 1 })).toMatchObject({
      status: 422,
      body: { code: 'invalid_request', errors: [{ pointer: '/foo', code: 'unknown_property' }] },
    });
    expect(await stage.call(acme, 'POST', path, [1])).toMatchObject({ status: 422 });
    const { body } = await stage.call(acme, 'GET', `/kyc/sessions/${session.id}`);
    expect(body).toMatchObject({ status: 'active' });
  });

  it('is refused in the query, whoever calls', async () => {
    const { id, user } = await openSession();
    for (const [caller, path] of [
      [acme, `/kyc/sessions/${id}`],
      [user, '/public/session'],
    ] as const)
      expect(await stage.call(caller, 'GET', `${path}?foo=1`)).toMatchObject({
        status: 400,
        body: { code: 'invalid_query', errors: [{ pointer: '/foo', code: 'unknown_property' }] },
      });
  });

  it.each([
    ['sessions?cursor=garbage', '/cursor'],
    ['sessions?cursor=', '/cursor'],
    ['sessions?cursor=wfl_00000000000000000000000000', '/cursor'],
    ['sessions?client_id=', '/client_id'],
    ['sessions?workflow_id=', '/workflow_id'],
    ['sessions?status=', '/status'],
    ['workflows?cursor=zzz', '/cursor'],
  ])('is refused as a cursor or filter: %s', async (query, pointer) => {
    expect(await stage.call(acme, 'GET', `/kyc/${query}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid_query', errors: [{ pointer }] },
    });
  });

  it('is refused as the cursor of a timeline', async () => {
    const { id } = await openSession();
    const path = `/kyc/sessions/${id}/timeline?limit=1`;
    expect(await stage.call(acme, 'GET', `${path}&cursor=${id}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid_query', errors: [{ pointer: '/cursor' }] },
    });
    const { body } = await stage.call(acme, 'GET', path);
    const entry = (body['data'] as { entry_id: string }[])[0]?.entry_id;
    expect(await stage.call(acme, 'GET', `${path}&cursor=${entry}`)).toMatchObject({ status: 200 });
  });
});

describe('a method that a path does not have', () => {
  it.each([
    ['PUT', '/kyc/workflows', 'GET, HEAD, POST'],
    ['DELETE', '/kyc/sessions', 'GET, HEAD, POST'],
    ['GET', '/kyc/sessions/ses_1/process?a=1', 'POST'],
    ['POST', '/kyc/sessions/ses_1', 'GET, HEAD, DELETE, PATCH'],
    ['DELETE', '/public/session', 'GET, HEAD'],
  ])('is refused, and those that it has are named: %s %s', async (method, path, allow) => {
    const answer = await stage.call(backOffice('acme'), method, path);
    expect(answer).toMatchObject({
      status: 405,
      body: { code: 'method_not_allowed', allowed_methods: allow.split(', ') },
    });
    expect(answer.headers.get('allow')).toBe(allow);
  });

  it.each(['/kyc/sessions/ses_1/nothing', '/kyc', '/kyc/sessions//timeline'])(
    'is not the trouble where there is no route at all: %s',
    async (path) => {
      const answer = await stage.call(backOffice('acme'), 'GET', path);
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
      expect(answer.headers.get('allow')).toBeNull();
    },
  );
});

describe('access', () => {
  it('hides what belongs to another tenant behind 404', async () => {
    const session = await openSession();
    const stranger = backOffice('other');
    for (const [method, path] of [
      ['GET', `/kyc/sessions/${session.id}`],
      ['GET', `/kyc/sessions/${session.id}/timeline`],
      ['POST', `/kyc/sessions/${session.id}/process`],
    ] as const)
      expect(await stage.call(stranger, method, path)).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
    const list = await stage.call(stranger, 'GET', '/kyc/sessions');
    expect(list.body['data']).toEqual([]);
  });

  it('does not open a session on another tenant’s workflow', async () => {
    const { body } = await stage.call(acme, 'POST', '/kyc/workflows', { name: 'Test', steps: [form] });
    const opened = await stage.call(backOffice('other'), 'POST', '/kyc/sessions', {
      workflow_id: body['workflow_id'],
    });
    expect(opened).toMatchObject({ status: 404 });
  });

  it('needs the scope that a route names', async () => {
    const reader = backOffice('acme', ['kyc:read']);
    expect(await stage.call(reader, 'POST', '/kyc/workflows', { name: 'Test', steps: [form] })).toMatchObject(
      {
        status: 403,
        body: { code: 'forbidden' },
      },
    );
  });

  it('keeps end users out of the back office and of what services ask each other', async () => {
    const { user, id } = await openSession();
    for (const path of [`/kyc/sessions/${id}`, `/internal/sessions/${id}/case`])
      expect(await stage.call(user, 'GET', path)).toMatchObject({ status: 403 });
  });

  it('knows no token but by its hash', async () => {
    const session = await openSession();
    expect(await stage.resolveToken(session.token)).toMatchObject({
      status: 200,
      body: { session_id: session.id },
    });
    expect(await stage.resolveToken(`${session.token.slice(1)}x`)).toMatchObject({ status: 404 });
    const rows = await stage.database.collection('sessions').find().toArray();
    expect(JSON.stringify(rows)).not.toContain(session.token);
  });
});

describe('completing and deciding', () => {
  it('shows and keeps a field as the answers to an earlier form say', async () => {
    const pep = { field_id: 'pep', name: 'PEP', type: 'boolean', required: true };
    const show_if = { all: [{ field_id: 'pep', operator: 'equals', value: true }] };
    const function_ = {
      ...{ field_id: 'function', name: 'Function', type: 'text', required: true },
      conditional_logic: { show_if },
    };
    const steps = [
      formStep({ custom_fields: [pep] }),
      formStep({ step_id: 'more', order: 2, custom_fields: [function_] }),
    ];
    for (const isPep of [true, false]) {
      const session = await stage.openSession({ steps });
      await stage.complete(session, 'form', { pep: isPep });
      const { status, body } = await stage.complete(session, 'more', {});
      expect(status).toBe(isPep ? 422 : 200);
      if (isPep) expect(body['errors']).toMatchObject([{ pointer: '/data/function', code: 'required' }]);
    }
  });

  it('lets one of two racing requests win and refuses the other', async () => {
    const session = await openSession();
    const answers = await Promise.all([complete(session), complete(session)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('decides once, however often processing is asked for', async () => {
    const session = await openSession();
    await complete(session);
    const again = (): ReturnType<WorkflowStage['call']> =>
      stage.call(acme, 'POST', `/kyc/sessions/${session.id}/process`);
    expect((await Promise.all([again(), again(), again()])).map(({ status }) => status)).toEqual([
      202, 202, 202,
    ]);
    await stage.untilStatus(session.id, 'approved');
    await again();
    expect((await typesOf(session.id)).filter((type) => type === 'session_decided')).toHaveLength(1);
  });

  it('tells each move of the session with its before and after', async () => {
    const session = await openSession();
    await complete(session);
    await stage.untilStatus(session.id, 'approved');
    const { body } = await stage.call(acme, 'GET', `/kyc/sessions/${session.id}/timeline`);
    const moves = (body['data'] as { before: string | null; after: string | null }[]).filter(
      ({ after }) => after,
    );
    expect(moves.map(({ before, after }) => `${before} > ${after}`)).toEqual([
      'null > active',
      'active > completed',
      'completed > processing',
      'processing > approved',
    ]);
  });

  it('ends a check that never answers as not available, and does not approve over it', async () => {
    const session = await openSession({ run_lists: true, automation_rules: rules });
    await complete(session);
    const decided = await stage.untilStatus(session.id, 'approved', 'rejected', 'manual_review');
    expect(decided).toMatchObject({
      status: 'manual_review',
      checks: [
        { type: 'run_sanction_check', status: 'not_available', outcome: null, reasons: ['timed_out'] },
      ],
      decision: { action: 'auto_approve', reasons: ['run_sanction_check_not_available'] },
    });
    const [check] = decided['checks'] as { check_id: string }[];
    await stage.deliver(ScreeningCompleted, {
      session_id: session.id,
      check_id: check?.check_id ?? '',
      status: 'completed',
      outcome: 'fail',
      provider: 'local',
      reasons: [],
    });
    const later = await stage.call(acme, 'GET', `/kyc/sessions/${session.id}`);
    expect(later.body['decision']).toEqual(decided['decision']);
    expect(await typesOf(session.id)).toContain('late_check_result');
  });

  it('carries the trace of the caller as far as the decision event', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const session = await openSession();
    await stage.call(session.user, 'POST', '/public/session/step/form/complete', answer, { traceparent });
    await stage.untilStatus(session.id, 'approved');
    const sent = await stage.sentAbout(session.id);
    const event = sent.find(({ type }) => type === 'kyc.session.decided.v1');
    expect(event?.traceparent).toContain('-4bf92f3577b34da6a3ce929d0e0e4736-');
    expect(event?.correlationId).toBe(session.id);
  });

  it('takes what a browser calls plain text for JSON, from end users alone', async () => {
    const session = await openSession();
    const type = { 'content-type': 'text/plain;charset=UTF-8' };
    const path = '/public/session/step/form/complete';
    expect((await stage.call(session.user, 'POST', path, { data: 'no object' }, type)).status).toBe(422);
    const refused = await stage.call(backOffice('acme'), 'POST', '/kyc/sessions', {}, type);
    expect(refused).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    const answer = { data: { full_name: 'Mara Lindqvist' } };
    expect((await stage.call(session.user, 'POST', path, answer, type)).status).toBe(200);
  });

  it('is decided over the form that completes it', async () => {
    const rule = { field_id: 'full_name', operator: 'contains', value: 'Lindqvist', action: 'auto_deny' };
    const automation_rules = { auto_process: true, default_action: 'auto_approve', form_field_rules: [rule] };
    const session = await stage.openSession({ steps: [formStep()], validation_config: { automation_rules } });
    await stage.completeForm(session);
    expect(await stage.untilStatus(session.id, 'approved', 'rejected')).toMatchObject({
      status: 'rejected',
      decision: { reasons: ['form_field_full_name'] },
    });
  });

  it('publishes one decision event per decision', async () => {
    const session = await openSession();
    await complete(session);
    await stage.untilStatus(session.id, 'approved');
    const later = await openSession();
    await complete(later);
    await stage.untilStatus(later.id, 'approved');
    expect(await decisionsOf(later.id)).toBe(1);
    expect(await decisionsOf(session.id)).toBe(1);
  });
});
