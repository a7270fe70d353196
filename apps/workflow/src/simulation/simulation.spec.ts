import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { backOffice, type Answer } from '#libs/service-stage';
import { WorkflowStage } from '../testing/workflow-stage.js';

const acme = backOffice('acme');

const steps = [
  {
    step_id: 'personal',
    order: 1,
    name: 'Person',
    type: 'form_fill',
    custom_fields: [
      { field_id: 'full_name', name: 'Name', type: 'name', required: true },
      { field_id: 'nationality', name: 'Nationality', type: 'country', country_type: 'nationality' },
      { field_id: 'dob', name: 'Date of birth', type: 'date' },
      { field_id: 'pep', name: 'PEP', type: 'select', options: ['No', 'Yes'] },
    ],
  },
];
const automation_rules = {
  default_action: 'auto_approve',
  country_rules: [{ country_code: 'KP', action: 'auto_deny' }],
  form_field_rules: [{ field_id: 'pep', operator: 'not_equals', value: 'No', action: 'manual_review' }],
};
const definition = { name: 'Test', steps, validation_config: { automation_rules } };

let stage: WorkflowStage;
let workflowId: string;

beforeAll(async () => {
  stage = await WorkflowStage.start();
  workflowId = await createWorkflow();
});
afterAll(() => stage.stop());

async function createWorkflow(): Promise<string> {
  const { status, body } = await stage.call(acme, 'POST', '/kyc/workflows', definition);
  expect(status).toBe(201);
  return String(body['workflow_id']);
}

const simulate = (body: unknown, caller = acme): Promise<Answer> =>
  stage.call(caller, 'POST', `/kyc/workflows/${workflowId}/simulate`, body);

/** Simulates a case under other rules, and answers what was decided. */
async function under(rules: object, given: object): Promise<Answer['body']> {
  const changed = { ...definition, validation_config: { automation_rules: rules } };
  const { status, body } = await simulate({ case: { form_data: {}, ...given }, definition: changed });
  expect({ status, errors: body['errors'] }).toEqual({ status: 200, errors: undefined });
  return body;
}

async function mistakes(body: unknown): Promise<string[]> {
  const answer = await simulate(body);
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
  return (answer.body['errors'] as { pointer: string; code: string }[]).map((e) => `${e.pointer} ${e.code}`);
}

const count = (collection: string): Promise<number> => stage.database.collection(collection).countDocuments();

describe('a simulation that is refused', () => {
  it('has neither a session nor a case, or both', async () => {
    const given = { form_data: {} };
    expect(await mistakes({})).toEqual([' one_of']);
    expect(await mistakes({ session_id: 'ses_x', case: given })).toEqual([' one_of']);
  });

  it('names a workflow or a session that is not there, or another tenant’s', async () => {
    const path = '/kyc/workflows/wfl_none/simulate';
    expect(await stage.call(acme, 'POST', path, { case: { form_data: {} } })).toMatchObject({ status: 404 });
    expect(await simulate({ session_id: 'ses_none' })).toMatchObject({ status: 404 });
    expect(await simulate({ case: { form_data: {} } }, backOffice('other'))).toMatchObject({ status: 404 });
  });

  it('lacks the scope', async () => {
    const caller = backOffice('acme', ['kyc:create']);
    expect(await simulate({ case: { form_data: {} } }, caller)).toMatchObject({ status: 403 });
  });

  it('names a session of another workflow', async () => {
    const other = await createWorkflow();
    const { body } = await stage.call(acme, 'POST', '/kyc/sessions', { workflow_id: other });
    expect(await mistakes({ session_id: body['session_id'] })).toEqual(['/session_id wrong_workflow']);
  });

  it('has a definition with mistakes', async () => {
    const rules = { country_rules: [{ country_code: 'ZZ', action: 'flag' }] };
    const wrong = { ...definition, validation_config: { automation_rules: rules } };
    expect(await mistakes({ case: { form_data: {} }, definition: wrong })).toEqual([
      '/definition/validation_config/automation_rules/country_rules/0/country_code not_allowed',
    ]);
  });

  it.each<[string, object, string[]]>([
    ['no form data', {}, ['/case/form_data required']],
    ['an unknown part', { form_data: {}, weather: 1 }, ['/case/weather unknown_property']],
    ['an unknown field', { form_data: { height: 7 } }, ['/case/form_data/height unknown_property']],
    [
      'an unknown field of a step',
      { form_data: { personal: { height: 7 } } },
      ['/case/form_data/personal/height unknown_property'],
    ],
    [
      'wrong answers by step',
      { form_data: { personal: { nationality: 'Atlantis', dob: 'soon' } } },
      ['/case/form_data/personal/nationality not_allowed', '/case/form_data/personal/dob wrong_format'],
    ],
    ['a wrong answer by field', { form_data: { pep: 'Maybe' } }, ['/case/form_data/pep not_allowed']],
    [
      'a check of an unknown type',
      { form_data: {}, checks: [{ type: 'run_tarot' }] },
      ['/case/checks/0/type not_allowed'],
    ],
    [
      'evidence of another shape',
      { form_data: {}, checks: [{ type: 'run_sanction_check', evidence: { screenings: 5 } }] },
      ['/case/checks/0/evidence/screenings wrong_type'],
    ],
    [
      'a similarity in per cent',
      { form_data: {}, biometrics: { face_match: { similarity: 85 } } },
      ['/case/biometrics/face_match/similarity out_of_range'],
    ],
    [
      'a date that does not exist',
      { form_data: {}, documents: [{ document_type: 'id', fields: { date_of_expiry: '01/02/2020' } }] },
      ['/case/documents/0/fields/date_of_expiry wrong_format'],
    ],
    [
      'a country by name',
      { form_data: {}, documents: [{ fields: { nationality: { value: 'Iran' } } }] },
      ['/case/documents/0/fields/nationality/value not_allowed'],
    ],
    [
      'a confidence above one',
      { form_data: {}, documents: [{ fields: { surname: { value: 'X', confidence: 90 } } }] },
      ['/case/documents/0/fields/surname/confidence out_of_range'],
    ],
  ])('has a case with %s', async (_what, given, expected) => {
    expect(await mistakes({ case: given })).toEqual(expected);
  });
});

describe('a simulated case', () => {
  it('is decided by the rules of the workflow', async () => {
    const form_data = { personal: { full_name: 'Mara Lindqvist', nationality: 'North Korea', pep: 'Yes' } };
    expect(await simulate({ case: { form_data } })).toMatchObject({
      status: 200,
      body: {
        action: 'auto_deny',
        final_decision: 'rejected',
        automation_flags: [],
        reasons: ['country_kp'],
        unavailable_rules: [],
        rule_hits: [{ code: 'country_kp' }, { code: 'form_field_pep', inputs: [{ value: 'Yes' }] }],
      },
    });
  });

  it('takes answers by field alone, and needs none', async () => {
    expect((await simulate({ case: { form_data: { pep: 'Yes' } } })).body['final_decision']).toBe(
      'manual_review',
    );
    expect((await simulate({ case: { form_data: {} } })).body['final_decision']).toBe('approved');
  });

  it('has what it leaves out looked for and not found', async () => {
    const rules = {
      default_action: 'auto_approve',
      list_match_rules: [{ action: 'auto_deny' }],
      adverse_media_rules: [{ action: 'auto_deny' }],
      document_rules: [{ condition: 'data_mismatch', action: 'auto_deny' }],
      biometric_rules: [
        { condition: 'face_match_below', value: 0.9, action: 'auto_deny' },
        { condition: 'liveness_failed', action: 'auto_deny' },
        { condition: 'duplicate_face', action: 'auto_deny' },
      ],
      subsession_rules: [{ condition: 'any_pending', action: 'auto_deny' }],
    };
    expect(await under(rules, { documents: [{ document_type: 'id' }] })).toMatchObject({
      final_decision: 'approved',
      rule_hits: [],
      unavailable_rules: [],
    });
  });

  it.each<[string, object, object, string]>([
    [
      'a match of the sanctions check',
      { list_match_rules: [{ topics: ['sanction'], min_score: 0.8, action: 'flag' }] },
      {
        checks: [
          {
            type: 'run_sanction_check',
            evidence: { screenings: [{ matches: [{ list: 'un', score: 0.85, topics: ['sanction'] }] }] },
          },
        ],
      },
      'list_match',
    ],
    [
      'a wallet on a list',
      { list_match_rules: [{ topics: ['crypto'], action: 'flag' }] },
      { checks: [{ type: 'run_crypto_check', evidence: { wallets: [{ matches: [{}] }] } }] },
      'list_match',
    ],
    [
      'adverse media',
      { adverse_media_rules: [{ min_risk: 50, action: 'flag' }] },
      { checks: [{ type: 'run_adverse_media', evidence: { findings: [{ risk: 50 }] } }] },
      'adverse_media',
    ],
    [
      'an expired document',
      { document_rules: [{ document_type: 'id', condition: 'expired', action: 'flag' }] },
      { documents: [{ document_type: 'id', fields: { date_of_expiry: '2020-01-01' } }] },
      'document_expired',
    ],
    [
      'a document of another kind',
      { document_rules: [{ condition: 'type_mismatch', action: 'flag' }] },
      { documents: [{ document_type: 'passport', fields: { document_kind: { value: 'national_id' } } }] },
      'document_type_mismatch',
    ],
    [
      'a poor face match',
      { biometric_rules: [{ condition: 'face_match_below', value: 0.8, action: 'flag' }] },
      { biometrics: { face_match: { similarity: 0.79 } } },
      'face_match_below',
    ],
    [
      'failed liveness',
      { biometric_rules: [{ condition: 'liveness_failed', action: 'flag' }] },
      { biometrics: { liveness: { passed: false } } },
      'liveness_failed',
    ],
    [
      'a rejected party',
      { subsession_rules: [{ condition: 'any_rejected', action: 'flag' }] },
      { subsessions: [{ status: 'rejected', role: 'ubo' }] },
      'subsession_rejected',
    ],
  ])('shows %s to the rules', async (_what, rules, given, code) => {
    expect(await under(rules, given)).toMatchObject({
      action: 'flag',
      final_decision: 'flagged',
      automation_flags: [code],
    });
  });

  it('may have a party that is named in a great many places', async () => {
    const source = Array.from({ length: 200 }, (_, i) => `document:doc_${i}/full_name`).join(', ');
    const screenings = [{ subject: { source }, matches: [] }];
    await under({}, { checks: [{ type: 'run_sanction_check', evidence: { screenings } }] });
  });

  it('is not approved over a check that was not available', async () => {
    const rules = { default_action: 'auto_approve', adverse_media_rules: [{ action: 'auto_deny' }] };
    const checks = [{ type: 'run_adverse_media', status: 'not_available' }];
    expect(await under(rules, { checks })).toMatchObject({
      action: 'auto_approve',
      final_decision: 'manual_review',
      reasons: ['adverse_media_not_available', 'run_adverse_media_not_available'],
      unavailable_rules: [{ list: 'adverse_media_rules', code: 'adverse_media_not_available' }],
    });
  });

  it('writes nothing', async () => {
    const collections = await stage.database.db.listCollections().toArray();
    const counts = async (): Promise<number[]> => Promise.all(collections.map(({ name }) => count(name)));
    const before = await counts();
    await simulate({ case: { form_data: { pep: 'Yes' } }, definition });
    expect(await counts()).toEqual(before);
  });
});

describe('a simulated session', () => {
  async function openSession(): Promise<string> {
    const { body } = await stage.call(acme, 'POST', '/kyc/sessions', { workflow_id: workflowId });
    return String(body['session_id']);
  }

  async function answerAs(sessionId: string, pep: string): Promise<void> {
    const user = { kind: 'end_user' as const, tenantId: 'acme', sessionId };
    const data = { full_name: 'Mara Lindqvist', nationality: 'DE', pep };
    const answer = await stage.call(user, 'POST', '/public/session/step/personal/complete', { data });
    expect(answer.status).toBe(200);
  }

  it('that nobody has begun is decided on nothing', async () => {
    const session_id = await openSession();
    expect(await simulate({ session_id })).toMatchObject({
      status: 200,
      body: { final_decision: 'approved' },
    });
  });

  it('is decided as it was, on what the rules saw, and otherwise by other rules', async () => {
    const session_id = await openSession();
    await answerAs(session_id, 'Yes');
    await stage.call(acme, 'POST', `/kyc/sessions/${session_id}/process`);
    const session = await stage.untilStatus(session_id, 'manual_review');
    const { action, final_decision, rule_hits, reasons } = session['decision'] as Record<string, unknown>;
    expect((await simulate({ session_id })).body).toMatchObject({
      action,
      final_decision,
      rule_hits,
      reasons,
    });

    const rules = { country_rules: [{ country_code: 'DE', action: 'flag' }] };
    const other = { ...definition, validation_config: { automation_rules: rules } };
    expect((await simulate({ session_id, definition: other })).body).toMatchObject({
      final_decision: 'flagged',
      automation_flags: ['country_de'],
    });
    const after = await stage.call(acme, 'GET', `/kyc/sessions/${session_id}`);
    expect(after.body).toEqual(session);
  });

  it('that was answered and not decided is decided on what is known by now', async () => {
    const session_id = await openSession();
    await answerAs(session_id, 'Yes');
    expect((await simulate({ session_id })).body).toMatchObject({
      final_decision: 'manual_review',
      reasons: ['form_field_pep'],
    });
    const after = await stage.call(acme, 'GET', `/kyc/sessions/${session_id}`);
    expect(after.body).toMatchObject({ status: 'completed', decision: null });
  });
});
