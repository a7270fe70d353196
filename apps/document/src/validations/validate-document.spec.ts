import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';
import { postUploadValidations } from '#libs/contracts';
import { DomainRefusal } from '#libs/problems';
import {
  asked,
  badReading,
  codesOf,
  goodReading,
  nothing,
  ValidatedUploads,
} from '../testing/validated-uploads.js';

const all = [...postUploadValidations];
type Json = Record<string, unknown>;

let stage: ValidatedUploads;
beforeAll(async () => {
  stage = await ValidatedUploads.start();
});
afterAll(async () => stage?.service.stop());
beforeEach(() => stage.reset());

describe('a document that does not pass what rejects', () => {
  beforeEach(() => {
    stage.service.analyzer.script = async () => badReading;
    stage.showsFaces(0);
    stage.checks = asked(all, 'reject');
  });
  const codes = [
    'not_legible',
    'type_mismatch',
    'expiry_unreadable',
    'mrz_not_found',
    'face_not_found',
    'name_unreadable',
  ];

  it.each(['upload', 'documents'] as const)(
    'is refused by %s with every reason, and nothing is kept',
    async (route) => {
      const { status, body } = await stage.send({}, route);
      expect([status, body['code']]).toEqual([422, 'document_rejected']);
      expect(body['errors']).toEqual(
        codes.map((code) => ({ pointer: '/data', code, detail: expect.stringMatching(/\.$/) })),
      );
      expect(await stage.kept()).toEqual(nothing);
    },
  );

  it('is refused when its upload is confirmed, which cannot be confirmed again', async () => {
    const uploadId = await stage.begin();
    const { status, body } = await stage.confirm(uploadId);
    expect([status, body['code']]).toEqual([422, 'document_rejected']);
    expect(codesOf(body['errors'])).toEqual(codes);
    expect(new Set((body['errors'] as Json[]).map(({ pointer }) => pointer))).toEqual(
      new Set(['/upload_id']),
    );
    expect(await stage.confirm(uploadId)).toMatchObject({ status: 422, body: { code: 'invalid_file' } });
    expect(await stage.kept()).toEqual(nothing);
  });

  it('is refused in words that name nothing it says', async () => {
    stage.service.analyzer.script = async () => goodReading;
    stage.formsName('Mara Lindqvist');
    stage.checks = asked(['name_match'], 'reject');
    const { body } = await stage.send();
    expect(codesOf(body['errors'])).toEqual(['name_mismatch']);
    expect(JSON.stringify(body)).not.toMatch(/Eriksson|Lindqvist/i);
  });

  it('is refused when it cannot be read at all', async () => {
    stage.service.analyzer.script = async () => {
      throw new DomainRefusal('invalid_file', 'no');
    };
    stage.checks = asked(['legible', 'not_expired'], 'reject');
    expect(codesOf((await stage.send()).body['errors'])).toEqual(['not_legible', 'expiry_unreadable']);
    expect(await stage.kept()).toEqual(nothing);
  });

  it('leaves the one before it in its place', async () => {
    stage.service.analyzer.script = async () => goodReading;
    stage.checks = asked(['legible'], 'reject');
    const { doc_id } = (await stage.send()).body;
    stage.service.analyzer.script = async () => badReading;
    expect((await stage.send()).status).toBe(422);
    expect((await stage.list()).map((one) => one['doc_id'])).toEqual([doc_id]);
  });
});

describe('a document that passes', () => {
  it('is kept with the reading that was made, and never read again', async () => {
    stage.checks = asked(all, 'reject');
    const { status, body } = await stage.send({ document_type: 'id' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ status: 'extracted', document_kind: 'passport', warnings: [] },
      fields: { full_name: { value: 'Anna Maria Eriksson' } },
    });
    const answer = await stage.extract(body['doc_id']);
    expect(answer.body).toMatchObject({ status: 'extracted', fields: body['fields'] });
    expect(stage.service.analyzer.files).toHaveLength(1);
    await stage.service.until(async () => (await stage.kept())['events']?.length === 2);
    const { documents, events } = await stage.kept();
    expect(events).toEqual(['kyc.document.uploaded', 'kyc.document.extraction_completed']);
    expect(JSON.stringify(documents)).not.toContain('Eriksson');
  });

  it('is kept once when its upload is confirmed twice at the same time', async () => {
    stage.checks = asked(['legible'], 'reject');
    const uploadId = await stage.begin();
    const answers = await Promise.all([stage.confirm(uploadId), stage.confirm(uploadId)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await stage.list()).toHaveLength(1);
    expect((await stage.kept())['files']).toHaveLength(1);
  });

  it('is not read where only its face is asked for', async () => {
    stage.checks = asked(['face_present'], 'reject');
    const before = stage.faceCalls;
    expect((await stage.send()).body).toMatchObject({ status: 'uploaded', warnings: [] });
    expect(stage.service.analyzer.files).toHaveLength(0);
    expect(stage.faceCalls).toBe(before + 1);
  });

  it('has a face looked for in what the reader took out of a PDF, and not on a back', async () => {
    stage.checks = asked(['face_present'], 'reject');
    const document = await PDFDocument.create();
    document.addPage([200, 200]);
    const data = await document.saveAsBase64();
    const pdf = { content_type: 'application/pdf', file_name: 'p.pdf', data };
    expect(codesOf((await stage.send(pdf)).body['errors'])).toEqual(['face_not_found']);
    stage.service.analyzer.script = async (_attempt, options) => ({
      ...goodReading,
      ...(options?.withPicture && { picture: stage.picture }),
    });
    expect((await stage.send(pdf)).status).toBe(201);
    const before = stage.faceCalls;
    expect((await stage.send({ side: 'back' })).status).toBe(201);
    expect(stage.faceCalls).toBe(before);
  });

  it('is noted as not compared where no form has given a name', async () => {
    stage.formsName();
    stage.checks = asked(['name_match'], 'reject');
    const { status, body } = await stage.send();
    expect([status, codesOf(body['warnings'])]).toEqual([201, ['name_not_compared']]);
  });
});

describe('a document that does not pass what warns', () => {
  it('is accepted, and every reason is a warning of it for good', async () => {
    stage.service.analyzer.script = async () => ({
      ...badReading,
      warnings: [{ code: 'mrz_not_found', detail: 'No zone.' }],
    });
    stage.showsFaces(0);
    stage.checks = asked(all, 'warn');
    const { status, body } = await stage.send();
    expect(status).toBe(201);
    // What the reader has said already is said once.
    const expected = [
      ...['mrz_not_found', 'not_legible', 'type_mismatch', 'expiry_unreadable'],
      ...['face_not_found', 'name_unreadable'],
    ];
    expect(codesOf(body['warnings'])).toEqual(expected);
    expect(codesOf((await stage.list())[0]?.['warnings'])).toEqual(expected);
    const answer = await stage.extract(body['doc_id']);
    expect(codesOf(answer.body['warnings'])).toEqual(expected);
  });

  it('keeps its warnings when it is read only later', async () => {
    stage.showsFaces(0);
    stage.checks = asked(['face_present'], 'warn');
    const { body } = await stage.send();
    const answer = await stage.extract(body['doc_id']);
    expect(answer.body).toMatchObject({ status: 'extracted', fields: { full_name: {} } });
    expect(codesOf(answer.body['warnings'])).toEqual(['face_not_found']);
  });
});
