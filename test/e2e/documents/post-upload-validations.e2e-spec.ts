import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { loadSamplePortrait, photograph, renderPassport, type SpecimenPerson } from '#libs/specimens';
import type { DocumentPart, Problem } from '../client/answers.js';
import { Applicant, type LocalFile } from '../client/applicant.js';
import { connect } from '../client/suite.js';
import { workflowOf } from '../client/workflows.js';
import { expectProblem } from '../refusals/expect-problem.js';
import { expectStepUntouched } from '../refusals/untouched.js';
import { fileOf } from '../sessions/identified-session.js';
import { applicant } from '../specimens/people.js';

const { api, backOffice } = connect();

const all = ['legible', 'type_match', 'not_expired', 'mrz_valid', 'face_present', 'name_match'];
const warnings = (...names: string[]) => names.map((validation) => ({ validation, on_fail: 'warn' }));
const passport = { step_id: 'documents', document_type: 'passport' };
const form = {
  ...{ step_id: 'about', name: 'About you', type: 'form_fill' },
  custom_fields: [{ field_id: 'full_name', name: 'Full name', type: 'name', required: true }],
};
const documents = (post_upload_validations: unknown[], document_type = 'passport') => ({
  ...{ step_id: 'documents', name: 'Documents', type: 'document_upload' },
  document_requirements: [{ document_type, auto_extract: true, post_upload_validations }],
});

/** A session in which the applicant has given this name and comes to the documents. */
async function open(validations: unknown[], full_name = `${applicant.givenNames} ${applicant.surname}`) {
  const session = await backOffice.openSessionOf(workflowOf([form, documents(validations)]));
  const person = Applicant.of(api, session);
  await person.complete('about', { full_name });
  return { session, person };
}

const jpeg = (bytes: Uint8Array): LocalFile => ({ name: 'p.jpg', type: 'image/jpeg', bytes });
async function passportOf(person: SpecimenPerson, portrait?: Buffer): Promise<LocalFile> {
  const page = await renderPassport(person, portrait ?? (await loadSamplePortrait('person-1')));
  return jpeg(await photograph(page, { seed: 11 }));
}
const codesOf = ({ errors }: Pick<Problem, 'errors'>): string[] => errors.map(({ code }) => code);

describe('a definition that asks for validations', () => {
  const at = '/steps/0/document_requirements/0/post_upload_validations';
  it.each([
    [['sharp'], '/0', 'passport'],
    [[{ validation: 'legible', on_fail: 'ignore' }], '/0/on_fail', 'passport'],
    [['legible', { validation: 'legible', on_fail: 'warn' }], '/1/validation', 'passport'],
    [['mrz_valid'], '/0', 'proof_of_address'],
    [['face_present'], '/0', 'articles_of_incorporation'],
  ])('is refused with %j', async (validations, place, type) => {
    const body = workflowOf([documents(validations, type)]);
    expectProblem(await api.call('createWorkflow', { body }), 422, 'invalid_request', at + place);
    const judged = await api.ok<{ valid: boolean; errors: Problem['errors'] }>('validateWorkflow', { body });
    expect(judged).toMatchObject({ valid: false, errors: [{ pointer: at + place }] });
  });

  it('has all of them, and what happens on a failure filled in', async () => {
    const asked = ['legible', { validation: 'type_match' }, ...warnings('not_expired', 'mrz_valid')];
    const workflow_id = await backOffice.createWorkflow(
      workflowOf([documents([...asked, 'face_present', 'name_match'])]),
    );
    const workflow = await api.ok<Record<string, unknown>>('getWorkflow', { params: { workflow_id } });
    expect(workflow['steps']).toMatchObject([
      {
        document_requirements: [
          {
            post_upload_validations: [
              'legible',
              { validation: 'type_match', on_fail: 'reject' },
              ...warnings('not_expired', 'mrz_valid'),
              'face_present',
              'name_match',
            ],
          },
        ],
      },
    ]);
  });
});

describe('a document that does not pass', () => {
  it('is refused when it is blurred, for good at a confirmation, and may be sent again', async () => {
    const { person } = await open(['legible', 'mrz_valid']);
    const good = await fileOf('passport');
    const blurred = jpeg(await sharp(good.bytes).blur(14).jpeg().toBuffer());
    const begun = await person.begin(passport, blurred);
    expect((await person.put(begun, blurred.bytes)).status).toBe(200);
    const answer = await person.tryConfirm(begun);
    expectProblem(answer, 422, 'document_rejected', '/upload_id');
    expect(codesOf(answer.body)).toEqual(['not_legible', 'mrz_not_found']);
    expect(answer.body.errors[0]?.detail).toMatch(/photograph again/i);
    expectProblem(await person.tryConfirm(begun), 422, 'invalid_file');
    await expectStepUntouched(person, 'documents');
    expect((await person.upload(passport, good)).status).toBe('extracted');
  });

  it('is refused when it has expired, is another kind of document, or shows no face', async () => {
    const { person } = await open(['type_match', 'not_expired', 'face_present']);
    const expired = await passportOf({ ...applicant, dateOfIssue: '2011-03-14', dateOfExpiry: '2021-03-13' });
    const first = await person.trySend(passport, expired);
    expectProblem(first, 422, 'document_rejected', '/data');
    expect(codesOf(first.body)).toEqual(['document_expired']);
    const empty = sharp({ create: { width: 350, height: 450, channels: 3, background: '#ccc' } });
    const faceless = await person.trySend(
      passport,
      await passportOf(applicant, await empty.png().toBuffer()),
    );
    expect(codesOf(faceless.body)).toEqual(['face_not_found']);
    const bill = await person.trySend(passport, await fileOf('bill'));
    expect(codesOf(bill.body)).toEqual(['type_mismatch', 'expiry_unreadable', 'face_not_found']);
    await expectStepUntouched(person, 'documents');
  });

  it('is refused in somebody else’s name, without saying in whose', async () => {
    const { person } = await open(['name_match'], 'Mara Lindqvist');
    const answer = await person.trySend(passport, await fileOf('passport'));
    expectProblem(answer, 422, 'document_rejected', '/data');
    expect(codesOf(answer.body)).toEqual(['name_mismatch']);
    expect(answer.text).not.toMatch(/vantongeren|lindqvist/i);
  });

  it('is accepted with a warning where that is asked for, which the back office sees', async () => {
    const { session, person } = await open(warnings(...all), 'Mara Lindqvist');
    const expired = await passportOf({ ...applicant, dateOfIssue: '2011-03-14', dateOfExpiry: '2021-03-13' });
    const document = await person.upload(passport, expired);
    expect(document.warnings.map(({ code }) => code)).toEqual(['document_expired', 'name_mismatch']);
    const view = await backOffice.view(session.session_id);
    expect(view.documents[0]?.warnings).toEqual(document.warnings);
    await person.complete('documents');
  });
});

describe('a passport that passes every validation', () => {
  let document: DocumentPart;
  let person: Applicant;

  beforeAll(async () => {
    ({ person } = await open(all));
    document = await person.upload(passport, await fileOf('passport'));
  });

  it('is accepted and has been read', () => {
    expect(document).toMatchObject({ status: 'extracted', document_kind: 'passport' });
    expect(document.fields['document_number']?.value).toBe(applicant.documentNumber);
  });

  it('is answered by extract as it was read', async () => {
    const { doc_id, fields, warnings: noted } = document;
    const answer = await api.ok<DocumentPart>('extract', { params: person.params, body: { doc_id } });
    expect(answer).toMatchObject({ doc_id, status: 'extracted', fields, warnings: noted });
  });

  it('completes its step', async () => {
    expect((await person.complete('documents')).session.status).not.toBe('active');
  });

  it('is noted as not compared where no form comes before', async () => {
    const session = await backOffice.openSessionOf(workflowOf([documents(['name_match'])]));
    const early = await Applicant.of(api, session).sendInBody(passport, await fileOf('passport'));
    expect(early.warnings.map(({ code }) => code)).toContain('name_not_compared');
  });
});

it('an end user does not see what his documents are held against', async () => {
  const { person } = await open(all);
  const shown = await api.call('publicWorkflow', { params: person.params });
  expect(shown.text).not.toContain('post_upload_validations');
});
