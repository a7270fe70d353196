import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Caller } from '#libs/security';
import { formStep, type OpenedSession } from '../testing/sessions.js';
import { backOffice, type Answer } from '#libs/service-stage';
import { WorkflowStage } from '../testing/workflow-stage.js';

const acme = backOffice('acme');
const second: Caller = { ...acme, id: 'key_2' } as Caller;
const reviewed = { automation_rules: { auto_process: true, default_action: 'manual_review' } };

let stage: WorkflowStage;
beforeAll(async () => {
  stage = await WorkflowStage.start();
});
afterAll(() => stage.stop());

async function inReview(more: object = {}): Promise<OpenedSession> {
  const session = await stage.openSession({
    steps: [formStep()],
    validation_config: { ...reviewed, ...more },
  });
  await stage.completeForm(session);
  await stage.untilStatus(session.id, 'manual_review');
  return session;
}

const review = (id: string, status: string, by = acme, reason = 'Documents look right'): Promise<Answer> =>
  stage.call(by, 'PATCH', `/kyc/sessions/${id}`, { status, reason });
const decisionsOf = async (id: string): Promise<number> =>
  (await stage.typesAbout(id)).filter((type) => type === 'kyc.session.decided.v1').length;

describe('a reviewer', () => {
  it('needs the scope to decide, and a reason', async () => {
    const { id } = await inReview();
    expect(await review(id, 'approved', backOffice('acme', ['kyc:read', 'kyc:create']))).toMatchObject({
      status: 403,
    });
    expect(await review(id, 'approved', backOffice('other'))).toMatchObject({ status: 404 });
    for (const body of [{ status: 'approved' }, { status: 'approved', reason: '' }, { reason: 'x' }, {}])
      expect(await stage.call(acme, 'PATCH', `/kyc/sessions/${id}`, body)).toMatchObject({ status: 422 });
    expect((await stage.untilStatus(id, 'manual_review'))['status']).toBe('manual_review');
  });

  it('decides nothing that is not in review, and is told what is possible', async () => {
    const session = await stage.openSession({ steps: [formStep()] });
    expect(await review(session.id, 'approved')).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', current: 'active', legal: ['completed', 'expired', 'deleted'] },
    });
    await stage.completeForm(session);
    expect(await review(session.id, 'rejected')).toMatchObject({ status: 409 });
  });

  it('does not decide twice, nor send a session to review', async () => {
    const { id } = await inReview();
    expect(await review(id, 'manual_review')).toMatchObject({ status: 409 });
    expect(await review(id, 'approved')).toMatchObject({ status: 200 });
    for (const status of ['approved', 'rejected', 'manual_review'])
      expect(await review(id, status)).toMatchObject({ status: 409, body: { legal: ['deleted'] } });
  });

  it('decides with a reason that is kept sealed, on the timeline and in the record, and sends one event', async () => {
    const { id } = await inReview();
    const { body } = await review(id, 'rejected', acme, 'The photograph shows Mara Lindqvist’s sister');
    expect(body).toMatchObject({
      status: 'rejected',
      decision: {
        final_decision: 'rejected',
        decided_by: 'reviewer',
        reviewers: ['api_key:key_1'],
        reason: 'The photograph shows Mara Lindqvist’s sister',
      },
      previous_decisions: [{ decided_by: 'automation', final_decision: 'manual_review' }],
    });
    expect((await stage.timelineOf(id)).at(-1)).toMatchObject({
      actor: 'api_key:key_1',
      before: 'manual_review',
      after: 'rejected',
      note: 'The photograph shows Mara Lindqvist’s sister',
    });
    expect(await decisionsOf(id)).toBe(2);
    const stored = await stage.database.collection('timeline').find({ sessionId: id }).toArray();
    expect(JSON.stringify(stored)).not.toContain('sister');
    expect(JSON.stringify(await stage.sentAbout(id))).not.toContain('sister');
  });

  it('wins or is refused when several decide at once; one decision comes of it', async () => {
    const { id } = await inReview();
    const answers = await Promise.all(
      ['approved', 'rejected', 'approved', 'rejected'].map((status) => review(id, status)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(await decisionsOf(id)).toBe(2);
    const seen = await stage.call(acme, 'GET', `/kyc/sessions/${id}`);
    expect(seen.body['status']).toBe(answers.find(({ status }) => status === 200)?.body['status']);
  });
});

describe('four eyes', () => {
  it('have the first decision wait for a second reviewer', async () => {
    const { id } = await inReview({ four_eyes: true });
    expect(await review(id, 'approved')).toMatchObject({
      status: 202,
      body: { pending_decision: { status: 'approved', reviewer: 'api_key:key_1' } },
    });
    expect(await stage.call(acme, 'GET', `/kyc/sessions/${id}`)).toMatchObject({
      body: { status: 'manual_review', pending_decision: { status: 'approved' } },
    });
  });

  it('are not both of one person', async () => {
    const { id } = await inReview({ four_eyes: true });
    expect(await decisionsOf(id)).toBe(1);
    for (let i = 0; i < 3; i++) expect(await review(id, 'approved')).toMatchObject({ status: 202 });
    const { body } = await stage.call(acme, 'GET', `/kyc/sessions/${id}`);
    expect(body).toMatchObject({ status: 'manual_review', previous_decisions: [] });
  });

  it('have to see the same: a second reviewer who disagrees makes a new proposal', async () => {
    const { id } = await inReview({ four_eyes: true });
    await review(id, 'approved');
    expect(await review(id, 'rejected', second)).toMatchObject({
      status: 202,
      body: { pending_decision: { status: 'rejected', reviewer: 'api_key:key_2' } },
    });
    expect(await review(id, 'rejected', acme)).toMatchObject({
      status: 200,
      body: { status: 'rejected', decision: { reviewers: ['api_key:key_2', 'api_key:key_1'] } },
    });
  });

  it('decide together', async () => {
    const { id } = await inReview({ four_eyes: true });
    await review(id, 'approved');
    expect(await review(id, 'approved', second)).toMatchObject({
      status: 200,
      body: { status: 'approved', pending_decision: null },
    });
  });
});

const twoSteps = [
  formStep({ step_id: 'first', order: 1 }),
  {
    step_id: 'second',
    order: 2,
    name: 'Second',
    type: 'form_fill',
    custom_fields: [{ field_id: 'colour', name: 'Colour', type: 'text', required: true }],
  },
];

async function bothDone(): Promise<OpenedSession> {
  const session = await stage.openSession({ steps: twoSteps, validation_config: reviewed });
  await stage.complete(session, 'first', { full_name: 'Mara Lindqvist' });
  await stage.complete(session, 'second', { colour: 'red' });
  await stage.untilStatus(session.id, 'manual_review');
  return session;
}

const correct = (id: string, ...items: object[]): Promise<Answer> =>
  stage.call(acme, 'POST', `/kyc/sessions/${id}/corrections`, { items });
const item = (step_id: string, more: object = {}): object => ({
  step_id,
  reason_code: 'unclear',
  message: 'Please say it again.',
  ...more,
});

describe('corrections', () => {
  it('name every item that fits no step', async () => {
    const { id } = await bothDone();
    const answer = await correct(
      id,
      item('none'),
      item('first', { field_id: 'colour' }),
      item('second', { document_type: 'passport' }),
      item('second', { field_id: 'colour' }),
    );
    expect(answer.status).toBe(422);
    expect((answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/items/0/step_id',
      '/items/1/field_id',
      '/items/2/document_type',
    ]);
    expect((await stage.untilStatus(id, 'manual_review'))['status']).toBe('manual_review');
  });

  it('are refused while the user is still at work, and after a final decision', async () => {
    const open = await stage.openSession({ steps: twoSteps });
    expect(await correct(open.id, item('first'))).toMatchObject({ status: 409 });
    const { id } = await bothDone();
    await review(id, 'approved');
    expect(await correct(id, item('first'))).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition' },
    });
  });

  it('reopen only the steps they name, tell the user why, and lead to a new decision', async () => {
    const session = await bothDone();
    const { id, user } = session;
    expect(await correct(id, item('second', { field_id: 'colour' }))).toMatchObject({
      status: 200,
      body: { status: 'active' },
    });
    const state = await stage.call(user, 'GET', '/public/session');
    expect(state.body).toMatchObject({
      status: 'active',
      current_step_index: 1,
      steps: [
        { step_id: 'first', status: 'completed', corrections: [] },
        {
          step_id: 'second',
          status: 'correction_requested',
          corrections: [{ field_id: 'colour', reason_code: 'unclear', message: 'Please say it again.' }],
        },
      ],
    });
    expect(await stage.complete(session, 'first', { full_name: 'Somebody Else' })).toMatchObject({
      status: 409,
      body: { code: 'step_already_completed' },
    });
    expect(await stage.complete(session, 'second', { colour: 'blue' })).toMatchObject({ status: 200 });
    const decided = await stage.untilStatus(id, 'manual_review');
    expect(decided).toMatchObject({
      form_data: { first: { full_name: 'Mara Lindqvist' }, second: { colour: 'blue' } },
      previous_decisions: [{ decided_by: 'automation' }],
      steps: [{}, { status: 'completed', corrections: [] }],
    });
    expect(await stage.movesOf(id)).toEqual([
      'null > active',
      'active > completed',
      'completed > processing',
      'processing > manual_review',
      'manual_review > active',
      'active > completed',
      'completed > processing',
      'processing > manual_review',
    ]);
  });

  it('of several steps are done in the order of the workflow', async () => {
    const session = await bothDone();
    await correct(session.id, item('second'), item('first'));
    expect(await stage.complete(session, 'second', { colour: 'blue' })).toMatchObject({
      status: 409,
      body: { code: 'step_not_current', current_step_id: 'first' },
    });
  });

  it('give the user time again when that was over', async () => {
    const { id } = await bothDone();
    await stage.endTimeOf(id);
    const { body } = await correct(id, item('first'));
    expect(body['status']).toBe('active');
    expect(Date.parse(String(body['expires_at']))).toBeGreaterThan(Date.now());
  });
});
