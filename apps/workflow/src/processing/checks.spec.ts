import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CrossValidationCompleted, DocumentsSettled, ScreeningCompleted } from '#libs/contracts';
import { formStep, type OpenedSession } from '../testing/sessions.js';
import { backOffice } from '#libs/service-stage';
import { WorkflowStage } from '../testing/workflow-stage.js';

type Json = Record<string, unknown>;
const acme = backOffice('acme');
const approve = { automation_rules: { auto_process: true, default_action: 'auto_approve' } };

let stage: WorkflowStage;
beforeAll(async () => {
  stage = await WorkflowStage.start({ CHECK_TIMEOUT_SECONDS: '2' });
});
afterAll(() => stage.stop());

const validationStep = (tasks: string[], more: Json = {}): Json => ({
  step_id: 'checks',
  order: 2,
  name: 'Checks',
  type: 'validation',
  validation_tasks: tasks,
  ...more,
});

/** Form, then checks, then another form. */
const threeSteps = (tasks: string[], validation_config: Json = approve): Json => ({
  steps: [
    formStep(),
    validationStep(tasks),
    {
      step_id: 'last',
      order: 3,
      name: 'Last',
      type: 'form_fill',
      custom_fields: [{ field_id: 'colour', name: 'Colour', type: 'text', required: true }],
    },
  ],
  validation_config,
});

async function view({ id }: OpenedSession): Promise<Json & { checks: Json[]; steps: Json[] }> {
  const { body } = await stage.call(acme, 'GET', `/kyc/sessions/${id}`);
  return body as Json & { checks: Json[]; steps: Json[] };
}

async function endCheck(session: OpenedSession, type: string, more: Json = {}): Promise<void> {
  const check = (await view(session)).checks.find((c) => c['type'] === type);
  const result = {
    session_id: session.id,
    check_id: String(check?.['check_id']),
    status: 'completed' as const,
    outcome: 'pass' as const,
    provider: 'local',
    reasons: [],
    ...more,
  };
  const contract = type === 'cross_validate_documents' ? CrossValidationCompleted : ScreeningCompleted;
  await stage.deliver(contract, result);
}

const commandsTo = async ({ id }: OpenedSession): Promise<string[]> =>
  (await stage.typesAbout(id)).filter((type) => /\.(screen|check|match|cross)_/.test(type));

describe('a validation step', () => {
  it('starts its checks when the user reaches it, not before', async () => {
    const session = await stage.openSession(threeSteps(['run_sanction_check', 'run_adverse_media']));
    expect((await view(session)).checks).toEqual([]);
    expect(await commandsTo(session)).toEqual([]);
    const { body } = await stage.completeForm(session);
    expect(body).toMatchObject({ next_step_id: 'checks', session: { status: 'active' } });
    expect((await view(session)).checks.map(({ type, status }) => [type, status])).toEqual([
      ['run_sanction_check', 'running'],
      ['run_adverse_media', 'running'],
    ]);
    expect(await commandsTo(session)).toHaveLength(2);
  });

  it('lets the user not pass before its checks have ended, and says how it stands', async () => {
    const session = await stage.openSession(threeSteps(['run_sanction_check']));
    expect(await stage.complete(session, 'checks')).toMatchObject({
      status: 409,
      body: { code: 'step_not_current' },
    });
    await stage.completeForm(session);
    expect(await stage.complete(session, 'checks')).toMatchObject({
      status: 200,
      body: { step: { status: 'in_progress' }, next_step_id: 'checks' },
    });
    expect(await stage.complete(session, 'last', { colour: 'red' })).toMatchObject({
      status: 409,
      body: { code: 'step_not_current', current_step_id: 'checks' },
    });
    expect(await stage.complete(session, 'checks', { ok: true })).toMatchObject({ status: 422 });
  });

  it('is complete when they have, and is the user’s no business any more', async () => {
    const session = await stage.openSession(threeSteps(['run_sanction_check']));
    await stage.completeForm(session);
    await endCheck(session, 'run_sanction_check');
    await stage.until(async () => (await view(session)).steps[1]?.['status'] === 'completed');
    expect((await view(session)).steps[2]).toMatchObject({ status: 'in_progress' });
    expect(await stage.complete(session, 'checks')).toMatchObject({
      status: 200,
      body: { step: { status: 'completed' }, next_step_id: 'last' },
    });
    const done = (await stage.timelineOf(session.id)).filter(({ type }) => type === 'step_completed');
    expect(done.map(({ actor }) => actor)).toEqual(['end_user', 'automation']);
  });

  it('goes on without a check that never answers, which then stands in the way of an approval', async () => {
    const session = await stage.openSession(threeSteps(['run_sanction_check']));
    await stage.completeForm(session);
    await stage.until(async () => (await view(session)).steps[1]?.['status'] === 'completed');
    expect((await view(session)).checks).toMatchObject([{ status: 'not_available', reasons: ['timed_out'] }]);
    await stage.complete(session, 'last', { colour: 'red' });
    const decided = await stage.untilStatus(session.id, 'approved', 'manual_review');
    expect(decided).toMatchObject({
      status: 'manual_review',
      decision: { reasons: ['run_sanction_check_not_available'] },
    });
  });

  it('that comes first starts with the session', async () => {
    const session = await stage.openSession({
      steps: [validationStep(['run_sanction_check'], { order: 1 }), formStep({ order: 2 })],
    });
    expect((await view(session)).checks).toMatchObject([{ status: 'running' }]);
  });

  it('that comes last completes the session, which is then decided over its results', async () => {
    const session = await stage.openSession({
      steps: [formStep(), validationStep(['run_sanction_check'])],
      validation_config: { run_lists: true, ...approve },
    });
    await stage.completeForm(session);
    await endCheck(session, 'run_sanction_check', {
      outcome: 'review',
      reasons: ['watchlist_match_potential'],
    });
    const decided = await stage.untilStatus(session.id, 'approved', 'manual_review');
    expect(decided).toMatchObject({
      status: 'manual_review',
      checks: [{ type: 'run_sanction_check', outcome: 'review' }],
      decision: { reasons: ['run_sanction_check_review'] },
    });
    expect(await commandsTo(session)).toEqual(['kyc.screening.screen_session']);
  });

  it('waits until documents are read', async () => {
    const session = await stage.openSession({
      steps: [
        {
          step_id: 'documents',
          order: 1,
          name: 'Documents',
          type: 'document_upload',
          document_requirements: [{ document_type: 'passport', required: false }],
          required: false,
        },
        validationStep(['cross_validate_documents']),
      ],
    });
    await stage.complete(session, 'documents');
    expect((await view(session)).checks).toMatchObject([{ status: 'pending' }]);
    await stage.deliver(DocumentsSettled, { session_id: session.id, documents: 0 });
    expect((await view(session)).checks).toMatchObject([{ status: 'running' }]);
  });

  it('of an expired session is called off, and begins anew when the session is extended', async () => {
    const session = await stage.openSession(threeSteps(['run_sanction_check']));
    await stage.completeForm(session);
    const [first] = (await view(session)).checks;
    await stage.endTimeOf(session.id);
    await stage.call(acme, 'POST', `/kyc/sessions/${session.id}/extend`, { days: 1 });
    const { checks } = await view(session);
    expect(checks).toMatchObject([{ type: 'run_sanction_check', status: 'running' }]);
    expect(checks[0]?.['check_id']).not.toBe(first?.['check_id']);
    await stage.deliver(ScreeningCompleted, {
      session_id: session.id,
      check_id: String(first?.['check_id']),
      status: 'completed',
      outcome: 'pass',
      provider: 'local',
      reasons: [],
    });
    expect((await view(session)).checks).toMatchObject([{ status: 'running' }]);
  });
});

describe('checks of the whole session', () => {
  it('are those that no validation step has run', async () => {
    const session = await stage.openSession(
      threeSteps(['run_sanction_check'], { run_lists: true, run_crypto_check: true, ...approve }),
    );
    await stage.completeForm(session);
    await endCheck(session, 'run_sanction_check');
    await stage.until(async () => (await view(session)).steps[1]?.['status'] === 'completed');
    await stage.complete(session, 'last', { colour: 'red' });
    expect(await commandsTo(session)).toEqual([
      'kyc.screening.screen_session',
      'kyc.screening.check_wallets',
    ]);
  });

  it('are also those that have run before something came that they look at', async () => {
    const form = (order: number, field_id: string): Json => ({
      ...formStep({ order, step_id: field_id }),
      custom_fields: [{ field_id, name: 'Name', type: 'name', required: true }],
    });
    const session = await stage.openSession({
      steps: [
        form(1, 'applicant'),
        validationStep(['run_sanction_check', 'run_crypto_check']),
        form(3, 'owner'),
      ],
      validation_config: { run_lists: true, ...approve },
    });
    await stage.complete(session, 'applicant', { applicant: 'Mara Lindqvist' });
    await endCheck(session, 'run_sanction_check');
    await endCheck(session, 'run_crypto_check');
    await stage.until(async () => (await view(session)).steps[1]?.['status'] === 'completed');
    await stage.complete(session, 'owner', { owner: 'Viktor Bout' });
    await stage.untilStatus(session.id, 'processing');
    expect((await view(session)).checks).toMatchObject([
      { type: 'run_crypto_check', status: 'completed' },
      { type: 'run_sanction_check', status: 'running' },
    ]);
    await endCheck(session, 'run_sanction_check', { outcome: 'fail', reasons: ['watchlist_match_strong'] });
    expect(await stage.untilStatus(session.id, 'approved', 'manual_review')).toMatchObject({
      status: 'manual_review',
      decision: { reasons: ['run_sanction_check_fail'] },
    });
  });

  it('run again after a correction, because what they looked at has changed', async () => {
    const session = await stage.openSession(threeSteps(['run_sanction_check']));
    await stage.completeForm(session);
    await endCheck(session, 'run_sanction_check');
    await stage.until(async () => (await view(session)).steps[1]?.['status'] === 'completed');
    await stage.complete(session, 'last', { colour: 'red' });
    await stage.untilStatus(session.id, 'approved');
    const other = await stage.openSession(
      threeSteps(['run_sanction_check'], { automation_rules: { auto_process: true } }),
    );
    await stage.completeForm(other);
    await endCheck(other, 'run_sanction_check');
    await stage.until(async () => (await view(other)).steps[1]?.['status'] === 'completed');
    await stage.complete(other, 'last', { colour: 'red' });
    await stage.untilStatus(other.id, 'manual_review');
    const items = [{ step_id: 'form', reason_code: 'name', message: 'As in your passport, please.' }];
    await stage.call(acme, 'POST', `/kyc/sessions/${other.id}/corrections`, { items });
    expect((await view(other)).checks).toEqual([]);
    await stage.completeForm(other, 'Mara Lindqvist Olsen');
    await stage.untilStatus(other.id, 'processing');
    await endCheck(other, 'run_sanction_check');
    await stage.untilStatus(other.id, 'manual_review');
    expect(await commandsTo(other)).toHaveLength(2);
  });
});

describe('repeating the checks', () => {
  it('is refused while the user is at work', async () => {
    const session = await stage.openSession({ steps: [formStep()] });
    expect(await stage.call(acme, 'POST', `/kyc/sessions/${session.id}/validate`)).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition' },
    });
  });

  it('brings new results and decides nothing', async () => {
    const session = await stage.openSession({
      steps: [formStep()],
      validation_config: { run_lists: true, ...approve },
    });
    await stage.completeForm(session);
    await endCheck(session, 'run_sanction_check');
    const decided = await stage.untilStatus(session.id, 'approved');
    const again = () => stage.call(acme, 'POST', `/kyc/sessions/${session.id}/validate`);
    expect((await Promise.all([again(), again()])).map(({ status }) => status)).toEqual([202, 202]);
    await endCheck(session, 'run_sanction_check', { outcome: 'fail', reasons: ['watchlist_match_strong'] });
    await stage.until(async () =>
      (await stage.timelineOf(session.id)).some(({ type }) => type === 'checks_rerun'),
    );
    expect(await view(session)).toMatchObject({
      status: 'approved',
      decision: decided['decision'],
      checks: [{ outcome: 'fail' }],
    });
    expect(await commandsTo(session)).toHaveLength(2);
  });
});
