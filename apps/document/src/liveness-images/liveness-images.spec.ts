import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { SessionDeleted } from '#libs/contracts';
import { newId } from '#libs/platform';
import type { Caller } from '#libs/security';
import { endUser, type Answer } from '#libs/service-stage';
import { DocumentStage } from '../testing/document-stage.js';

const biometrics: Caller = { kind: 'service', tenantId: 'acme', id: 'biometrics' };

let stage: DocumentStage;
let jpeg: Buffer;
let png: Buffer;
let sessionId: string;
beforeAll(async () => {
  stage = await DocumentStage.start({ MAX_UPLOAD_MB: '1' });
  const picture = sharp({ create: { width: 320, height: 200, channels: 3, background: '#8fa' } });
  [jpeg, png] = [await picture.clone().jpeg().toBuffer(), await picture.clone().png().toBuffer()];
});
afterAll(async () => stage?.stop());
beforeEach(() => {
  sessionId = newId('ses');
});

function keep(change: Record<string, unknown> = {}, caller: Caller = biometrics): Promise<Answer> {
  return stage.call(caller, 'POST', `/internal/sessions/${sessionId}/liveness-images`, {
    ...{ attempt_id: 'attempt', step_id: 'live', image: 'reference', data: jpeg.toString('base64') },
    ...change,
  });
}

async function kept(): Promise<Record<string, unknown>[]> {
  const answer = await stage.call(biometrics, 'GET', `/internal/sessions/${sessionId}/documents`);
  return answer.body['documents'] as Record<string, unknown>[];
}

describe('a picture of a liveness check', () => {
  it.each([
    ['an attempt without an id', { attempt_id: '' }, 422, 'invalid_request'],
    ['an unknown kind of picture', { image: 'audit_5' }, 422, 'invalid_request'],
    ['something unknown', { document_type: 'passport' }, 422, 'invalid_request'],
    ['no bytes', { data: '' }, 422, 'invalid_file'],
    ['a text', { data: Buffer.from('I am a picture').toString('base64') }, 422, 'invalid_file'],
    ['a PDF', { data: Buffer.from('%PDF-1.7 …').toString('base64') }, 422, 'invalid_file'],
    ['too many bytes', { data: Buffer.alloc(1024 * 1024 + 1).toString('base64') }, 413, 'payload_too_large'],
  ])('is refused with %s, and nothing is kept', async (_what, change, status, code) => {
    const answer = await keep(change);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(await kept()).toEqual([]);
  });

  it('is refused when it is cut off', async () => {
    const answer = await keep({ data: jpeg.subarray(0, jpeg.length / 2).toString('base64') });
    expect([answer.status, answer.body['code']]).toEqual([422, 'invalid_file']);
  });

  it('is taken from services alone', async () => {
    expect((await keep({}, endUser(sessionId))).status).toBe(403);
  });

  it('becomes a document of the session that nobody reads', async () => {
    expect((await keep()).status).toBe(200);
    await keep({ image: 'audit_1', data: png.toString('base64') });
    await keep({ image: 'audit_2' });
    expect(await kept()).toMatchObject([
      {
        document_type: 'liveness_reference',
        step_id: 'live',
        status: 'uploaded',
        content_type: 'image/jpeg',
      },
      { document_type: 'liveness_audit', step_id: 'live', status: 'uploaded', content_type: 'image/png' },
      { document_type: 'liveness_audit', content_type: 'image/jpeg' },
    ]);
    expect(stage.analyzer.files).toEqual([]);
  });

  it('is kept beside those of other attempts', async () => {
    await keep({ attempt_id: randomUUID() });
    await keep({ attempt_id: randomUUID() });
    expect(await kept()).toHaveLength(2);
  });

  it('is kept however many there are: attempts are limited, not their pictures', async () => {
    for (let i = 0; i < 21; i++) expect((await keep({ attempt_id: `attempt_${i}` })).status).toBe(200);
    expect(await kept()).toHaveLength(21);
  });

  it('is kept once, however often and at however many times it is sent', async () => {
    const attempt_id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => keep({ attempt_id })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await keep({ attempt_id })).status).toBe(200);
    const documents = await kept();
    expect(documents).toHaveLength(1);
    const location = { tenantId: 'acme', sessionId, key: String(documents[0]?.['doc_id']) };
    expect(await stage.files.get(location, jpeg.length)).toEqual(jpeg);
  });

  it('is erased with its session, and not kept afterwards', async () => {
    expect((await keep()).status).toBe(200);
    expect(await kept()).toHaveLength(1);
    const data = { ...SessionDeleted.sample, session_id: sessionId };
    await stage.deliver(SessionDeleted, data);
    await stage.until(async () => (await kept()).length === 0);
    const answer = await keep({ attempt_id: randomUUID() });
    expect([answer.status, answer.body['code']]).toEqual([404, 'not_found']);
  });
});
