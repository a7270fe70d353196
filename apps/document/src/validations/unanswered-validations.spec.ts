import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/platform';
import { TransientFailure } from '#libs/problems';
import {
  asked,
  badReading,
  codesOf,
  goodReading,
  nothing,
  ValidatedUploads,
} from '../testing/validated-uploads.js';

let stage: ValidatedUploads;
beforeAll(async () => {
  stage = await ValidatedUploads.start();
});
afterAll(async () => stage?.service.stop());
beforeEach(() => stage.reset());

describe('a validation that cannot be made', () => {
  const unavailable = { status: 503, body: { code: 'unavailable' } };

  it.each([
    ['the biometrics service fails', 'face_present', () => stage.showsFaces(undefined)],
    ['the workflow service fails', 'name_match', () => stage.formsName(undefined)],
    [
      'the reader is busy',
      'legible',
      () => (stage.service.analyzer.script = () => Promise.reject(new TransientFailure('busy'))),
    ],
    [
      'the reader breaks',
      'mrz_valid',
      () => (stage.service.analyzer.script = () => Promise.reject(new Error('broken'))),
    ],
  ] as const)(
    'because %s refuses for now where %s rejects, and is noted where it warns',
    async (_, name, breakIt) => {
      breakIt();
      stage.checks = asked([name], 'reject');
      const answer = await stage.send();
      expect(answer).toMatchObject(unavailable);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await stage.kept()).toEqual(nothing);
      stage.checks = asked([name], 'warn');
      const { status, body } = await stage.send();
      expect([status, codesOf(body['warnings'])]).toEqual([201, ['validation_unavailable']]);
    },
  );

  it('leaves an upload that can be confirmed again', async () => {
    stage.showsFaces(undefined);
    stage.checks = asked(['face_present'], 'reject');
    const uploadId = await stage.begin();
    expect(await stage.confirm(uploadId)).toMatchObject(unavailable);
    stage.showsFaces(1);
    expect((await stage.confirm(uploadId)).status).toBe(201);
  });

  it('does not keep another one from refusing the document', async () => {
    stage.showsFaces(undefined);
    stage.service.analyzer.script = async () => badReading;
    stage.checks = asked(['face_present', 'legible'], 'reject');
    const { status, body } = await stage.send();
    expect([status, codesOf(body['errors'])]).toEqual([422, ['not_legible']]);
  });

  it('leaves the document to be read later where it only warns', async () => {
    stage.service.analyzer.script = async (attempt) => {
      if (attempt === 1) throw new TransientFailure('busy');
      return goodReading;
    };
    stage.checks = asked(['legible'], 'warn');
    const { body } = await stage.send({ document_type: 'id' });
    expect(body['status']).toBe('processing');
    const answer = await stage.extract(body['doc_id']);
    expect(answer.body).toMatchObject({
      status: 'extracted',
      warnings: [{ code: 'validation_unavailable' }],
    });
  });
});

describe('many documents of one session at once', () => {
  it('are sent away while others are being looked at, and those of other sessions are not', async () => {
    stage.checks = asked(['legible'], 'reject');
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    stage.service.analyzer.script = async () => {
      await held;
      return goodReading;
    };
    const first = [1, 2, 3, 4].map(() => stage.send({ document_type: 'other' }));
    await stage.service.until(() => stage.service.analyzer.files.length === 4);
    expect(await stage.send({ document_type: 'other' })).toMatchObject({
      status: 429,
      body: { code: 'rate_limited' },
    });
    const mine = stage.user;
    stage.user = { ...mine, sessionId: newId('ses') };
    const others = stage.send({ document_type: 'other' });
    await stage.service.until(() => stage.service.analyzer.files.length === 5);
    release();
    expect((await others).status).toBe(201);
    stage.user = mine;
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect((await stage.send({ document_type: 'other' })).status).toBe(201);
  });
});
