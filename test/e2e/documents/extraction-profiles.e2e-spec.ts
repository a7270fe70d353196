import { beforeAll, describe, expect, it } from '@jest/globals';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import type { DocumentPart, Page } from '../client/answers.js';
import { Applicant, type LocalFile } from '../client/applicant.js';
import { connect } from '../client/suite.js';
import { workflowOf } from '../client/workflows.js';
import { expectProblem } from '../refusals/expect-problem.js';
import { waitUntil } from '../stack/wait-until.js';

type Json = Record<string, unknown>;

const { api, backOffice } = connect();

const profileOf = (profile_id: string, more: Json = {}): Json => ({
  ...{ profile_id, name: 'Deed of pledge', document_types: ['custom', 'bank_letter'] },
  fields: [
    { name: 'deed_number', type: 'text', labels: ['Deed number'], pattern: '\\d{4}/\\d+', required: true },
    { name: 'deed_date', type: 'date', labels: ['Date of deed', 'Datum akte'] },
    { name: 'sum', type: 'number', labels: ['Pledged sum'] },
    { name: 'country', type: 'country', labels: ['Governing law'] },
  ],
  ...more,
});
const documents = (extraction_profile: string | null, document_type = 'custom'): Json => ({
  ...{ step_id: 'documents', name: 'Documents', type: 'document_upload' },
  document_requirements: [{ document_type, auto_extract: true, extraction_profile }],
});
const at = '/steps/0/document_requirements/0/extraction_profile';

async function deed(...lines: [x: number, y: number, text: string][]): Promise<LocalFile> {
  const document = await PDFDocument.create();
  const page = document.addPage([595, 842]);
  const font = await document.embedFont(StandardFonts.Helvetica);
  page.drawText('Deed of pledge', { x: 50, y: 780, size: 18, font });
  for (const [x, y, text] of lines) page.drawText(text, { x, y: 842 - y, size: 11, font });
  return { name: 'deed.pdf', type: 'application/pdf', bytes: await document.save() };
}

/** The document of a new session as the back office sees it once it was read. */
async function readWith(profileId: string, file: LocalFile): Promise<DocumentPart> {
  const session = await backOffice.openSessionOf(workflowOf([documents(profileId)]));
  await Applicant.of(api, session).upload({ step_id: 'documents', document_type: 'custom' }, file);
  return waitUntil('the reading of the deed', async () => {
    const [document] = (await backOffice.view(session.session_id)).documents;
    return document?.status === 'extracted' ? document : undefined;
  });
}

describe('extraction profiles', () => {
  it.each([
    [{ fields: [] }, '/fields'],
    [{ fields: [{ name: 'x', type: 'text', labels: ['X1'], pattern: '(?=x)' }] }, '/fields/0/pattern'],
    [{ fields: [{ name: 'x', type: 'colour', labels: ['X1'] }] }, '/fields/0/type'],
    [{ document_types: ['deed'] }, '/document_types/0'],
    [{ colour: 'red' }, '/colour'],
  ])('are refused with %j', async (change, pointer) => {
    const answer = await api.call('createProfile', { body: profileOf('refused', change) });
    expectProblem(answer, 422, 'invalid_request', pointer);
  });

  it('are created, listed, shown, replaced and deleted', async () => {
    const params = { profile_id: 'life' };
    const created = await api.ok<Json>('createProfile', { body: profileOf('life') });
    expect(created).toMatchObject({
      profile_id: 'life',
      name: 'Deed of pledge',
      created_at: expect.any(String),
    });
    expectProblem(
      await api.call('createProfile', { body: profileOf('life') }),
      409,
      'already_exists',
      '/profile_id',
    );
    expect(await api.ok('getProfile', { params })).toEqual(created);
    expect((await api.ok<Page<Json>>('listProfiles', { query: { limit: '100' } })).data).toContainEqual(
      created,
    );
    const { profile_id: _, ...content } = profileOf('life', { name: 'Renamed' });
    expect(await api.ok('replaceProfile', { params, body: content })).toMatchObject({ name: 'Renamed' });
    expect((await api.call('removeProfile', { params })).status).toBe(204);
    for (const name of ['getProfile', 'removeProfile'] as const)
      expectProblem(await api.call(name, { params }), 404, 'not_found');
  });
});

describe('a definition that names a profile', () => {
  it('is refused while there is none, when it is for other documents, and once it is deleted', async () => {
    const refused = async (body: Json): Promise<void> => {
      expectProblem(await api.call('createWorkflow', { body }), 422, 'invalid_request', at);
      const judged = await api.ok('validateWorkflow', { body });
      expect(judged).toMatchObject({ valid: false, errors: [{ pointer: at }] });
    };
    await refused(workflowOf([documents('named')]));
    await api.ok('createProfile', { body: profileOf('named') });
    await refused(workflowOf([documents('named', 'proof_of_address')]));
    await backOffice.createWorkflow(workflowOf([documents('named')]));
    await api.call('removeProfile', { params: { profile_id: 'named' } });
    await refused(workflowOf([documents('named')]));
  });
});

describe('a document of a requirement with a profile', () => {
  beforeAll(async () => {
    await api.ok('createProfile', { body: profileOf('deed') });
  });

  it('is read with it', async () => {
    const file = await deed(
      [50, 120, 'DEED NUMBER'],
      [50, 134, '2025/4711'],
      [50, 180, 'Datum akte:'],
      [150, 180, '20 May 2025'],
      [50, 210, 'Pledged sum: EUR 12.500,00'],
      [50, 240, 'Governing law: Netherlands'],
    );
    const { fields, warnings } = await readWith('deed', file);
    const of = (value: unknown): Json => ({ value, confidence: expect.any(Number), source: 'text_layer' });
    expect(fields).toMatchObject({
      ...{ deed_number: of('2025/4711'), deed_date: of('2025-05-20') },
      ...{ sum: of(12_500), country: of('NL') },
    });
    expect(warnings.map(({ code }) => code)).not.toContain('field_missing');
  });

  it('says which required field it lacks, and makes up none', async () => {
    const { fields, warnings } = await readWith('deed', await deed([50, 120, 'Deed number: unknown']));
    expect(Object.keys(fields)).not.toEqual(expect.arrayContaining(['deed_number']));
    expect(warnings).toContainEqual({
      code: 'field_missing',
      detail: expect.stringContaining('deed_number'),
    });
  });
});
