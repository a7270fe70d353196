import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { Applicant } from '../client/applicant.js';
import type { CreatedSession, InvitedParty, SessionView } from '../client/answers.js';
import { connect } from '../client/suite.js';
import { applicantForm } from '../specimens/people.js';
import { waitUntil } from '../stack/wait-until.js';
import { fileOf } from './identified-session.js';

const { api, backOffice } = connect();

type Definition = Record<string, unknown>;

/** A complete example of the source specification, exactly as it is printed there. */
async function printed(name: string): Promise<Definition> {
  const folder = '../../../apps/workflow/src/definitions/testing/spec-fragments/';
  return JSON.parse(await readFile(new URL(`${folder}${name}.json`, import.meta.url), 'utf8')) as Definition;
}

/** Does the liveness check of the current step; where no provider is configured the sandbox lets it pass. */
async function proveLiveness(person: Applicant): Promise<{ passed: boolean }> {
  const begun = await api.ok<{ session_id: string }>('createLiveness', { params: person.params });
  return api.ok<{ passed: boolean }>('verifyLiveness', {
    params: person.params,
    body: { liveness_session_id: begun.session_id },
  });
}

async function walkIdAndLiveness(session: Pick<CreatedSession, 'access_token'>): Promise<void> {
  const person = Applicant.of(api, session);
  await person.upload({ step_id: 'id_upload', document_type: 'id' }, await fileOf('passport'));
  await person.complete('id_upload');
  expect((await proveLiveness(person)).passed).toBe(true);
  await person.complete('liveness');
}

/** Uses up every attempt of a party whom the sandbox lets fail. */
async function failLiveness(session: Pick<CreatedSession, 'access_token'>): Promise<void> {
  const person = Applicant.of(api, session);
  await person.upload({ step_id: 'id_upload', document_type: 'id' }, await fileOf('passport'));
  await person.complete('id_upload');
  for (let i = 0; i < 3; i++) expect((await proveLiveness(person)).passed).toBe(false);
  await person.complete('liveness');
}

const review = (session_id: string, status: string): Promise<unknown> =>
  api.ok('decideSession', { params: { session_id }, body: { status, reason: 'Seen by a reviewer' } });

const outcomeOf = (view: SessionView, type: string): unknown =>
  view.checks.find((check) => check.type === type)?.outcome;

describe('"Secure KYC with Liveness", as printed', () => {
  it('is walked to a decision, and says that its liveness was the sandbox’s', async () => {
    const session = await backOffice.openSessionOf(await printed('liveness-workflow'));
    await walkIdAndLiveness(session);
    await backOffice.process(session.session_id);
    const view = await backOffice.decision(session.session_id, 100_000);
    expect(view.decision?.final_decision).toBe('manual_review');
    expect(view.biometrics).toMatchObject({
      liveness: { passed: true, provider: 'sandbox' },
      face_match: { source: 'liveness', provider: 'sandbox' },
    });
    expect(view.decision?.reasons).toContain('sandbox_result');
  });
});

describe('"UBO Verification", as printed', () => {
  it('is walked to a decision with its names screened', async () => {
    const session = await backOffice.openSessionOf(await printed('ubo-verification-workflow'));
    await walkIdAndLiveness(session);
    await backOffice.process(session.session_id);
    const view = await backOffice.decision(session.session_id, 100_000);
    expect(outcomeOf(view, 'run_sanction_check')).toBe('pass');
    expect(view.documents[0]?.fields['surname']?.value).toBeDefined();
  });
});

describe('"Company KYC with UBOs", as printed', () => {
  it('waits for its owners, one of whom fails her liveness, and is left to a reviewer who is told so', async () => {
    const definition = await printed('company-kyc-with-ubos-workflow');
    const uboWorkflow = await backOffice.createWorkflow(await printed('ubo-verification-workflow'));
    const steps = definition['steps'] as { subsession_config?: { workflow_id: string } }[];
    for (const { subsession_config } of steps)
      if (subsession_config) subsession_config.workflow_id = uboWorkflow;
    const session = await backOffice.openSessionOf(definition);
    const clerk = Applicant.of(api, session);
    for (const document_type of ['articles_of_incorporation', 'beneficial_owners'])
      await clerk.sendInBody({ step_id: 'company_docs', document_type }, await fileOf('bill'));
    await clerk.complete('company_docs');
    await clerk.complete('company_info', {
      company_name: 'Vantongeren Trading B.V.',
      incorporation_country: 'Netherlands',
      registration_number: '70551843',
    });
    await proveLiveness(clerk);
    await clerk.complete('representative');
    const { session_id } = session;
    const honest = await api.ok<InvitedParty>('inviteParty', {
      params: clerk.params,
      body: { name: 'Lieselotte Vantongeren', role: 'ubo', ownership_percentage: 60 },
    });
    const other = await api.ok<InvitedParty>('createSubsession', {
      params: { session_id },
      body: {
        ...{ name: 'Other Owner', role: 'ubo', ownership_percentage: 40 },
        metadata: { sandbox: { liveness: 'low_confidence' } },
      },
    });
    const tooEarly = await clerk.tryComplete('ubos');
    expect([tooEarly.status, tooEarly.body.code]).toEqual([409, 'subsessions_pending']);
    await walkIdAndLiveness(honest);
    await failLiveness(other);
    for (const party of [honest, other]) await backOffice.process(party.session_id);
    const failed = await backOffice.decision(other.session_id, 100_000);
    expect(failed.decision).toMatchObject({ final_decision: 'manual_review' });
    expect(failed.decision?.reasons).toContain('liveness_failed');
    await review(other.session_id, 'rejected');
    await clerk.complete('ubos');
    await backOffice.process(session_id);
    const view = await backOffice.decision(session_id, 100_000);
    expect(view.decision?.final_decision).toBe('manual_review');
    expect(view.decision?.reasons).toContain('subsession_rejected');
    expect(view.ownership).toMatchObject({ unaccounted: { percent: 0 } });
    expect(view.ownership?.owners.map(({ effective, is_verified }) => [effective, is_verified])).toEqual([
      [60, false],
      [40, false],
    ]);
    expect(view.processing_results.subsessions).toMatchObject([
      { subsession_id: honest.subsession_id, status: 'manual_review' },
      { subsession_id: other.subsession_id, status: 'rejected' },
    ]);
    expect(outcomeOf(view, 'run_sanction_check')).toBe('pass');
    expect(view.checks.find(({ type }) => type === 'run_adverse_media')).toMatchObject({
      status: 'not_available',
      reasons: ['no_media_source'],
    });
    await review(session_id, 'rejected');
    expect(await backOffice.view(session_id)).toMatchObject({
      status: 'rejected',
      decision: { decided_by: 'reviewer' },
    });
  });
});

describe('"Complete Individual KYC", as printed', () => {
  async function walk(form: Record<string, unknown>): Promise<SessionView> {
    const session = await backOffice.openSessionOf(await printed('complete-individual-kyc-workflow'));
    const person = Applicant.of(api, session);
    await person.upload({ step_id: 'documents', document_type: 'id' }, await fileOf('passport'));
    await person.complete('documents');
    await proveLiveness(person);
    await person.complete('liveness');
    await person.complete('personal_info', {
      ...applicantForm,
      residence: 'NL',
      email: 'l.v@example.com',
      ...form,
    });
    return backOffice.decision(session.session_id, 100_000);
  }

  it('goes to review by its default', async () => {
    const view = await walk({});
    expect(view.decision).toMatchObject({
      final_decision: 'manual_review',
      decided_by: 'automation',
      rule_hits: [],
    });
  });

  it('denies a resident of North Korea', async () => {
    const view = await walk({ residence: 'KP' });
    expect(view).toMatchObject({ status: 'rejected', decision: { final_decision: 'rejected' } });
  });

  it('tells a reviewer that a PEP has declared himself', async () => {
    const view = await walk({ pep_status: 'Yes - Current PEP' });
    expect(view.decision).toMatchObject({
      final_decision: 'manual_review',
      rule_hits: [{ list: 'form_field_rules', reason: 'User declared PEP status' }],
    });
  });
});

describe('a validation step', () => {
  it('runs all five tasks and says which engines are thin', async () => {
    const tasks = [
      'cross_validate_documents',
      'run_sanction_check',
      'run_adverse_media',
      'run_crypto_check',
      'run_face_match',
    ];
    const session = await backOffice.openSessionOf({
      name: 'Five tasks',
      steps: [
        {
          step_id: 'id_upload',
          order: 1,
          name: 'ID',
          type: 'document_upload',
          document_requirements: [{ document_type: 'id', auto_extract: true }],
        },
        { step_id: 'liveness', order: 2, name: 'Liveness', type: 'liveness' },
        { step_id: 'checks', order: 3, name: 'Checks', type: 'validation', validation_tasks: tasks },
      ],
    });
    await walkIdAndLiveness(session);
    const view = await waitUntil('the end of the checks', async () => {
      const seen = await backOffice.view(session.session_id);
      return seen.status === 'completed' ? seen : undefined;
    });
    expect(view.checks.map(({ type }) => type).sort()).toEqual([...tasks].sort());
    for (const { type, status, evidence } of view.checks) {
      expect(`${type} ${status}`).toMatch(/ (completed|not_available)$/);
      expect(evidence).not.toBeNull();
      if (/media|crypto|cross/.test(type)) expect(evidence?.['limits']).not.toEqual([]);
    }
  });
});
