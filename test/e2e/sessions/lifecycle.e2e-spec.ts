import { describe, expect, it } from '@jest/globals';
import { Applicant } from '../client/applicant.js';
import { connect } from '../client/suite.js';
import { selfieStep, shortForm, workflowOf } from '../client/workflows.js';
import { expectProblem } from '../refusals/expect-problem.js';
import { waitUntil } from '../stack/wait-until.js';
import { fileOf } from './identified-session.js';

const { api, backOffice, events } = connect();
const forReview = { automation_rules: { auto_process: true, default_action: 'manual_review' } };

describe('a reviewer', () => {
  it('has one thing corrected, then decides; two decisions are told to other systems', async () => {
    const session = await backOffice.openSessionOf(workflowOf([shortForm], forReview));
    const params = { session_id: session.session_id };
    const person = Applicant.of(api, session);
    await person.complete('about', { nickname: 'Lotte' });
    await backOffice.decision(session.session_id);
    const items = [
      { step_id: 'about', field_id: 'nickname', reason_code: 'unclear', message: 'In full, please.' },
    ];
    await api.ok('requestCorrections', { params, body: { items } });
    expect(await person.state()).toMatchObject({
      status: 'active',
      steps: [{ status: 'correction_requested', corrections: [{ message: 'In full, please.' }] }],
    });
    await person.complete('about', { nickname: 'Lieselotte' });
    await backOffice.decision(session.session_id);
    await api.ok('decideSession', { params, body: { status: 'approved', reason: 'Said in full' } });
    const told = await waitUntil('three decision events', async () => {
      const found = await events.of(session.session_id);
      return found.length === 3 ? found : undefined;
    });
    expect(told.map(({ data }) => `${data.decided_by} ${data.final_decision}`)).toEqual([
      'automation manual_review',
      'automation manual_review',
      'reviewer approved',
    ]);
  });
});

describe('a session that is deleted', () => {
  it('is gone for its user and from every service, but for a tombstone', async () => {
    const session = await backOffice.openSessionOf(workflowOf([selfieStep]), { client_id: 'customer-0815' });
    const params = { session_id: session.session_id };
    const person = Applicant.of(api, session);
    await person.upload({ step_id: 'selfie', document_type: 'selfie' }, await fileOf('selfie'));
    expect((await api.call('eraseSession', { params })).status).toBe(204);
    expectProblem(await api.call('publicState', { params: person.params }), 404, 'not_found');
    const view = await waitUntil('the erasure of its documents', async () => {
      const seen = await backOffice.view(session.session_id);
      return Array.isArray(seen.documents) && seen.documents.length === 0 ? seen : undefined;
    });
    expect(view).toMatchObject({ status: 'deleted', form_data: {}, client_id: null });
  });
});

describe('a link', () => {
  it('dies when a new one is made', async () => {
    const session = await backOffice.openSessionOf(workflowOf([shortForm]));
    const params = { session_id: session.session_id };
    const made = await api.ok<{ access_token: string }>('generateLink', { params });
    expectProblem(
      await api.call('publicState', { params: { token: session.access_token } }),
      404,
      'not_found',
    );
    expect(await Applicant.of(api, made).state()).toMatchObject({ status: 'active' });
  });
});
