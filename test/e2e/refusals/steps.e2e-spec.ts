import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { Applicant } from '../client/applicant.js';
import { connect } from '../client/suite.js';
import { identityDocuments, personalInfo, selfieStep, shortForm, workflowOf } from '../client/workflows.js';
import { applicantForm } from '../specimens/people.js';
import { fileOf } from '../sessions/identified-session.js';
import { expectProblem } from './expect-problem.js';
import { expectStepUntouched } from './untouched.js';

const { api, backOffice } = connect();
const open = async (...steps: Record<string, unknown>[]): Promise<Applicant> =>
  Applicant.of(api, await backOffice.openSessionOf(workflowOf(steps)));

describe('a form', () => {
  it.each([
    ['full_name', 7, 'wrong_type'],
    ['full_name', '12345', 'wrong_format'],
    ['full_name', '<script>', 'wrong_format'],
    ['full_name', 'x'.repeat(201), 'too_long'],
    ['full_name', { $ne: null }, 'wrong_type'],
    ['full_name', '', 'required'],
    ['full_name', null, 'required'],
    ['date_of_birth', '1987-02-30', undefined],
    ['date_of_birth', '23.11.1987', undefined],
    ['date_of_birth', '2025-01-01', undefined],
    ['nationality', 'Atlantis', undefined],
    ['nationality', ['NL'], undefined],
    ['email', 'not an e-mail', undefined],
    ['email', 'a@b@c.example', undefined],
    ['phone', '12', undefined],
    ['phone', '+1234567890123456789', undefined],
    ['pep_status', 'Perhaps', 'not_allowed'],
    ['pep_status', ['No'], undefined],
  ])('refuses %s %p at its place', async (field, value, code) => {
    const person = await open(personalInfo);
    const answer = await person.tryComplete('personal_info', { ...applicantForm, [field]: value });
    expectProblem(answer, 422, 'invalid_submission', `/data/${field}`);
    if (code) expect(answer.body.errors).toMatchObject([{ code }]);
    if (typeof value === 'string' && value.length > 4) expect(answer.text).not.toContain(value);
    await expectStepUntouched(person, 'personal_info');
  });

  it('names every mistake at once', async () => {
    const person = await open(personalInfo);
    const answer = await person.tryComplete('personal_info', { email: 'x', surprise: 1 });
    expectProblem(answer, 422, 'invalid_submission');
    expect(answer.body.errors.map(({ pointer }) => pointer).sort()).toEqual(
      ['date_of_birth', 'email', 'full_name', 'nationality', 'pep_status', 'phone', 'surprise'].map(
        (f) => `/data/${f}`,
      ),
    );
  });

  it.each([
    ['a list', []],
    ['text', 'Lies'],
    ['a number', 5],
    ['nothing', undefined],
  ])('refuses %s instead of fields', async (_what, data) => {
    const person = await open(shortForm);
    expectProblem(await person.tryComplete('about', data), 422, 'invalid_submission');
    await expectStepUntouched(person, 'about');
  });

  it('refuses a __proto__ among its fields', async () => {
    const person = await open(shortForm);
    const raw = '{"data":{"nickname":"Lies","__proto__":{"admin":true}}}';
    const answer = await api.call('completeStep', { params: { ...person.params, step_id: 'about' }, raw });
    expectProblem(answer, 400, 'malformed_json');
    await expectStepUntouched(person, 'about');
  });
});

describe('completing a step', () => {
  it('is refused for a step the workflow does not have', async () => {
    const person = await open(shortForm);
    expectProblem(await person.tryComplete('nowhere', {}), 404, 'not_found');
    await expectStepUntouched(person, 'about');
  });

  it('is refused a second time', async () => {
    const person = await open(shortForm, {
      ...shortForm,
      step_id: 'more',
      custom_fields: [{ field_id: 'motto', name: 'Motto', type: 'text' }],
    });
    await person.complete('about', { nickname: 'Lies' });
    expectProblem(await person.tryComplete('about', { nickname: 'Other' }), 409, 'step_already_completed');
  });

  it('is refused when the session is over', async () => {
    const person = await open(shortForm);
    await person.complete('about', { nickname: 'Lies' });
    expectProblem(await person.tryComplete('about', { nickname: 'Other' }), 409, [
      'session_not_active',
      'step_already_completed',
    ]);
  });

  it('succeeds for one of two racing requests and refuses the other', async () => {
    for (let round = 0; round < 3; round++) {
      const session = await backOffice.openSessionOf(workflowOf([shortForm]));
      const person = Applicant.of(api, session);
      const answers = await Promise.all(
        ['One', 'Two'].map((nickname) => person.tryComplete('about', { nickname })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const loser = answers.find(({ status }) => status === 409);
      if (loser) expectProblem(loser, 409, ['session_not_active', 'step_already_completed', 'conflict']);
      const winner = answers[0]?.status === 200 ? 'One' : 'Two';
      expect((await backOffice.view(session.session_id)).form_data).toEqual({ about: { nickname: winner } });
      const types = (await backOffice.timeline(session.session_id)).map(({ type }) => type);
      expect(types).toEqual(['session_created', 'step_completed']);
    }
  });

  it('is refused with data where files are asked for', async () => {
    const person = await open(identityDocuments);
    const answer = await person.tryComplete('documents', { passport: 'yes' });
    expectProblem(answer, 422, 'invalid_submission', '/documents/passport');
    await expectStepUntouched(person, 'documents');
  });

  it('is refused without the required document', async () => {
    const person = await open(identityDocuments);
    await person.sendInBody(
      { step_id: 'documents', document_type: 'proof_of_address' },
      await fileOf('bill'),
    );
    const answer = await person.tryComplete('documents');
    expectProblem(answer, 422, 'invalid_submission', '/documents/passport');
    expect(answer.body.errors).toMatchObject([{ code: 'document_missing' }]);
  });

  it('is refused without a selfie, and with one that shows no face', async () => {
    const person = await open(selfieStep);
    expectProblem(await person.tryComplete('selfie'), 422, 'invalid_submission', '/documents/selfie');
    const create = { width: 768, height: 960, channels: 3 as const, background: '#8a8f99' };
    const bytes = await sharp({ create }).jpeg().toBuffer();
    await person.upload(
      { step_id: 'selfie', document_type: 'selfie' },
      { name: 'wall.jpg', type: 'image/jpeg', bytes },
    );
    const answer = await person.tryComplete('selfie');
    expectProblem(answer, 422, 'invalid_submission', '/documents/selfie');
    expect(answer.body.errors.map(({ code }) => code)).toContain('selfie_no_face');
    expect((await person.state()).steps).toMatchObject([{ status: 'in_progress' }]);
  });
});

describe('a workflow definition', () => {
  const form = (field: Record<string, unknown>) =>
    workflowOf([{ ...shortForm, custom_fields: [{ field_id: 'f', name: 'F', ...field }] }]);

  it.each([
    ['no steps', { ...workflowOf([]), name: 'Empty' }, '/steps'],
    ['a gap in the order', { name: 'x', steps: [{ ...shortForm, order: 2 }] }, '/steps/0/order'],
    [
      'a step twice',
      workflowOf([shortForm, { ...shortForm, custom_fields: [{ field_id: 'g', name: 'G', type: 'text' }] }]),
      '/steps/1/step_id',
    ],
    ['a step of no known type', workflowOf([{ step_id: 'a', name: 'A', type: 'teleport' }]), '/steps/0/type'],
    ['a field of no known type', form({ type: 'telepathy' }), '/steps/0/custom_fields/0/type'],
    [
      'an option the field does not have',
      form({ type: 'text', surprise: 1 }),
      '/steps/0/custom_fields/0/surprise',
    ],
    [
      'a document type nobody knows',
      workflowOf([{ ...identityDocuments, document_requirements: [{ document_type: 'library_card' }] }]),
      '/steps/0/document_requirements/0/document_type',
    ],
    [
      'a face match without faces',
      workflowOf([shortForm], { auto_face_match: true }),
      '/validation_config/auto_face_match',
    ],
    [
      'a threshold above 1',
      workflowOf([shortForm], { face_match_threshold: 85 }),
      '/validation_config/face_match_threshold',
    ],
    [
      'a rule about a field that is not there',
      workflowOf([shortForm], {
        automation_rules: {
          form_field_rules: [{ field_id: 'g', operator: 'equals', value: 1, action: 'flag' }],
        },
      }),
      '/validation_config/automation_rules/form_field_rules/0/field_id',
    ],
    [
      'a country that does not exist',
      workflowOf([shortForm], {
        automation_rules: { country_rules: [{ country_code: 'Atlantis', action: 'auto_deny' }] },
      }),
      '/validation_config/automation_rules/country_rules/0/country_code',
    ],
    [
      'a workflow for parties that is not there',
      workflowOf([
        {
          step_id: 'o',
          name: 'O',
          type: 'subsession_collection',
          subsession_config: { workflow_id: 'wfl_none' },
        },
      ]),
      '/steps/0/subsession_config/workflow_id',
    ],
    [
      'a pattern that could hang',
      form({ type: 'text', pattern: '(a+)+$(' }),
      '/steps/0/custom_fields/0/pattern',
    ],
  ])(
    'with %s is refused at its place, and judged the same without being stored',
    async (_what, definition, pointer) => {
      expectProblem(await api.call('createWorkflow', { body: definition }), 422, 'invalid_request', pointer);
      const judged = await api.ok<{ valid: boolean; errors: { pointer: string }[] }>('validateWorkflow', {
        body: definition,
      });
      expect(judged.valid).toBe(false);
      expect(judged.errors.map((e) => e.pointer)).toContain(pointer);
    },
  );
});
