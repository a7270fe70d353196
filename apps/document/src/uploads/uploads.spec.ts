import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { newId } from '#libs/platform';
import type { Caller } from '#libs/security';
import { endUser, type Answer } from '#libs/service-stage';
import { DocumentStage, permitAll } from '../testing/document-stage.js';

let stage: DocumentStage;
let picture: Buffer;
let user: Caller & { kind: 'end_user' };

beforeAll(async () => {
  stage = await DocumentStage.start({ MAX_UPLOAD_MB: '1' });
  picture = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#8fa' } })
    .jpeg()
    .toBuffer();
});
afterAll(async () => stage?.stop());
beforeEach(() => {
  stage.analyzer.reset();
  stage.permits(permitAll);
  user = endUser(newId('ses'));
});

const init = (change: Record<string, unknown> = {}): Promise<Answer> =>
  stage.call(user, 'POST', '/public/session/upload/init', {
    step_id: 'documents',
    document_type: 'passport',
    file_name: 'my passport.jpg',
    content_type: 'image/jpeg',
    size: picture.length,
    ...change,
  });
const confirm = (uploadId: unknown, caller: Caller = user): Promise<Answer> =>
  stage.call(caller, 'POST', '/public/session/upload/confirm', { upload_id: uploadId });
const put = (begun: Answer, bytes: Buffer, headers?: Record<string, string>): Promise<Response> =>
  fetch(String(begun.body['upload_url']), {
    method: 'PUT',
    headers: headers ?? (begun.body['headers'] as Record<string, string>),
    body: new Uint8Array(bytes),
  });
const sendInline = (change: Record<string, unknown> = {}): Promise<Answer> =>
  stage.call(user, 'POST', '/public/session/upload', {
    step_id: 'documents',
    document_type: 'passport',
    file_name: 'p.jpg',
    content_type: 'image/jpeg',
    data: picture.toString('base64'),
    ...change,
  });
const listDocuments = async (): Promise<Record<string, unknown>[]> => {
  const caller: Caller = { kind: 'service', tenantId: 'acme', id: 'workflow' };
  const answer = await stage.call(caller, 'GET', `/internal/sessions/${user.sessionId}/documents`);
  return answer.body['documents'] as Record<string, unknown>[];
};

describe('an upload that is begun', () => {
  it.each([
    ['a type that is not accepted', { content_type: 'image/svg+xml' }, 415, 'unsupported_media_type'],
    ['more bytes than a file may have', { size: 1024 * 1024 + 1 }, 413, 'payload_too_large'],
    ['no bytes', { size: 0 }, 422, 'invalid_request'],
    ['a hash that is none', { sha256: 'abc' }, 422, 'invalid_request'],
    ['a property nobody knows', { colour: 'red' }, 422, 'invalid_request'],
    ['neither a document type nor a field', { document_type: undefined }, 422, 'invalid_request'],
    ['both a document type and a field', { field_id: 'f' }, 422, 'invalid_request'],
    ['a file name with a control character', { file_name: 'a\u0000b' }, 422, 'invalid_request'],
    [
      'a PDF as a selfie',
      { document_type: 'selfie', content_type: 'application/pdf' },
      415,
      'unsupported_media_type',
    ],
  ])('is refused with %s', async (_, change, status, code) => {
    const answer = await init(change);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  it('is refused as the workflow service refuses it', async () => {
    stage.refusesUploads({ status: 409, body: { code: 'step_not_current', detail: 'no', errors: [] } });
    const answer = await init();
    expect([answer.status, answer.body['code']]).toEqual([409, 'step_not_current']);
  });

  it('is answered 503 while the workflow service fails', async () => {
    stage.refusesUploads({ status: 500 });
    const answer = await init();
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).not.toBeNull();
  });

  it('names where and how to send the bytes and until when', async () => {
    const answer = await init();
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ method: 'PUT', headers: { 'content-type': 'image/jpeg' } });
    expect(String(answer.body['upload_id'])).toMatch(/^upl_[0-9a-z]{26}$/);
  });
});

describe('the signed URL', () => {
  it('refuses more bytes than announced', async () => {
    const begun = await init();
    expect((await put(begun, Buffer.concat([picture, Buffer.of(1)]))).status).toBe(413);
  });

  it('refuses fewer bytes than announced', async () => {
    const begun = await init();
    expect((await put(begun, picture.subarray(1))).status).toBe(422);
  });

  it('refuses another content type than announced', async () => {
    const begun = await init();
    expect((await put(begun, picture, { 'content-type': 'image/png' })).status).toBe(415);
  });

  it('refuses a token with one character changed, wherever it is', async () => {
    const url = String((await init()).body['upload_url']);
    for (const back of [3, 50, 90]) {
      const at = url.length - back;
      const altered = url.slice(0, at) + (url[at] === 'A' ? 'B' : 'A') + url.slice(at + 1);
      const response = await fetch(altered, {
        method: 'PUT',
        headers: { 'content-type': 'image/jpeg' },
        body: 'x',
      });
      expect(response.status).toBe(403);
    }
  });

  it('does not let an upload be read', async () => {
    const begun = await init();
    await put(begun, picture);
    expect((await fetch(String(begun.body['upload_url']))).status).toBe(403);
  });
});

describe('a confirmation', () => {
  it('is refused when no bytes have arrived', async () => {
    const begun = await init();
    const answer = await confirm(begun.body['upload_id']);
    expect([answer.status, answer.body['code']]).toEqual([422, 'upload_incomplete']);
  });

  it('finds nothing under another session', async () => {
    const begun = await init();
    await put(begun, picture);
    const other: Caller = endUser(newId('ses'));
    expect((await confirm(begun.body['upload_id'], other)).status).toBe(404);
    const otherTenant: Caller = { ...user, tenantId: 'another' };
    expect((await confirm(begun.body['upload_id'], otherTenant)).status).toBe(404);
  });

  it('is refused after the upload expired', async () => {
    const begun = await init();
    await put(begun, picture);
    const id = String(begun.body['upload_id']);
    await stage.database
      .collection<{ _id: string }>('uploads')
      .updateOne({ _id: id }, { $set: { expiresAt: new Date(0) } });
    const answer = await confirm(id);
    expect([answer.status, answer.body['code']]).toEqual([410, 'upload_expired']);
  });

  it('refuses bytes with another hash than announced and keeps nothing of them', async () => {
    const sha256 = createHash('sha256').update('something else').digest('hex');
    const begun = await init({ sha256 });
    await put(begun, picture);
    const answer = await confirm(begun.body['upload_id']);
    expect([answer.status, answer.body['code']]).toEqual([422, 'invalid_file']);
    expect(answer.body['errors']).toMatchObject([{ pointer: '/upload_id', code: 'wrong_hash' }]);
    expect(await listDocuments()).toEqual([]);
    const again = await confirm(begun.body['upload_id']);
    expect([again.status, again.body['code']]).toEqual([422, 'invalid_file']);
  });

  it('makes exactly one document when several come at the same time', async () => {
    const begun = await init();
    await put(begun, picture);
    const answers = await Promise.all([1, 2, 3, 4].map(() => confirm(begun.body['upload_id'])));
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409, 409]);
    const losers = answers.filter((a) => a.status === 409);
    expect(losers.map((a) => a.body['code'])).toEqual(Array(3).fill('upload_already_confirmed'));
    expect(await listDocuments()).toHaveLength(1);
  });

  it('makes a document of what arrived and says so in one event', async () => {
    const sha256 = createHash('sha256').update(picture).digest('hex');
    const begun = await init({ sha256, side: 'front' });
    expect((await put(begun, picture)).status).toBe(200);
    const answer = await confirm(begun.body['upload_id']);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      step_id: 'documents',
      document_type: 'passport',
      side: 'front',
      status: 'uploaded',
      content_type: 'image/jpeg',
      size: picture.length,
    });
    const [event] = await stage.sentAbout(user.sessionId);
    expect(event?.data).toEqual({
      session_id: user.sessionId,
      doc_id: answer.body['doc_id'],
      step_id: 'documents',
      document_type: 'passport',
    });
  });

  it('keeps the judged bytes although others are sent to the URL afterwards', async () => {
    const begun = await init();
    await put(begun, picture);
    const { doc_id } = (await confirm(begun.body['upload_id'])).body;
    await put(begun, Buffer.alloc(picture.length, 1));
    const reviewer: Caller = { kind: 'api_key', tenantId: 'acme', id: 'k', scopes: ['kyc:read'] };
    const path = `/kyc/sessions/${user.sessionId}/documents/${String(doc_id)}/url`;
    const { url } = (await stage.call(reviewer, 'GET', path)).body;
    const download = await fetch(String(url));
    expect(Buffer.from(await download.arrayBuffer()).equals(picture)).toBe(true);
    expect(download.headers.get('content-type')).toBe('image/jpeg');
    expect(download.headers.get('content-disposition')).toBe(`attachment; filename="${String(doc_id)}.jpg"`);
    expect(download.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('a document sent in the request', () => {
  it.each([
    ['text that is not base64', '%%%%'],
    ['base64 without its padding', Buffer.from('hello').toString('base64').replace('=', '')],
    ['base64 with a line break', `${'A'.repeat(76)}\n${'A'.repeat(4)}`],
  ])('is refused with %s', async (_, data) => {
    const answer = await sendInline({ data });
    expect(answer.status).toBe(422);
    expect(answer.body['errors']).toMatchObject([{ pointer: '/data' }]);
  });

  it('is refused without bytes', async () => {
    const answer = await sendInline({ data: '' });
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'invalid_file',
      errors: [{ pointer: '/data', code: 'empty' }],
    });
  });

  it('is refused when it is larger than a file may be', async () => {
    const answer = await sendInline({ data: Buffer.alloc(1024 * 1024 + 1).toString('base64') });
    expect([answer.status, answer.body['code']]).toEqual([413, 'payload_too_large']);
    const larger = await sendInline({ data: Buffer.alloc(2 * 1024 * 1024).toString('base64') });
    expect(larger.status).toBe(413);
  });

  it('is refused when its content is not what it says', async () => {
    const answer = await sendInline({ data: Buffer.from('just text').toString('base64') });
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'invalid_file',
      errors: [{ code: 'wrong_type' }],
    });
    expect(await listDocuments()).toEqual([]);
  });

  it('takes a picture of exactly the largest size', async () => {
    const padding = Buffer.alloc(1024 * 1024 - picture.length);
    const answer = await sendInline({ data: Buffer.concat([picture, padding]).toString('base64') });
    expect(answer.status).toBe(201);
  });

  it('takes the place of the earlier one of the same type and side', async () => {
    const first = await sendInline();
    const back = await sendInline({ side: 'back' });
    const second = await sendInline();
    const ids = (await listDocuments()).map((d) => d['doc_id']);
    expect(ids.sort()).toEqual([back.body['doc_id'], second.body['doc_id']].sort());
    expect(ids).not.toContain(first.body['doc_id']);
  });

  it('is one of at most twenty of its step', async () => {
    for (let i = 0; i < 20; i++) expect((await sendInline({ document_type: 'other' })).status).toBe(201);
    const answer = await sendInline({ document_type: 'other' });
    expect([answer.status, answer.body['code']]).toEqual([409, 'limit_reached']);
    expect(await listDocuments()).toHaveLength(20);
  });

  it('leaves one document when several of one purpose come at the same time', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => sendInline()));
    expect(answers.map((a) => a.status)).toEqual([201, 201, 201, 201]);
    expect(await listDocuments()).toHaveLength(1);
  });

  it('keeps neither its name nor its bytes readable in the database or on disk', async () => {
    await sendInline({ file_name: 'Anna Maria Eriksson.jpg' });
    const rows = await stage.database.collection('documents').find({ sessionId: user.sessionId }).toArray();
    expect(JSON.stringify(rows)).not.toContain('Eriksson');
    expect(rows[0]?.['details']).toMatchObject({ _bsontype: 'Binary' });
  });
});
