import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { UploadPermission } from '#libs/contracts';
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
  user = endUser(newId('ses'));
});

const send = (path: string, body: Record<string, unknown>): Promise<Answer> =>
  stage.call(user, 'POST', `/public/session/${path}`, body);
const asked = { step_id: 'form', field_id: 'proof', file_name: 'p.jpg', content_type: 'image/jpeg' };
const init = (change: Record<string, unknown> = {}): Promise<Answer> =>
  send('upload/init', { ...asked, size: picture.length, ...change });
const sendInline = (change: Record<string, unknown> = {}): Promise<Answer> =>
  send('documents', { ...asked, data: picture.toString('base64'), ...change });
const confirm = async (begun: Answer): Promise<Answer> => {
  const headers = begun.body['headers'] as Record<string, string>;
  await fetch(String(begun.body['upload_url']), { method: 'PUT', headers, body: new Uint8Array(picture) });
  return send('upload/confirm', { upload_id: begun.body['upload_id'] });
};
const documents = async (): Promise<unknown> => {
  const caller: Caller = { kind: 'service', tenantId: 'acme', id: 'workflow' };
  const answer = await stage.call(caller, 'GET', `/internal/sessions/${user.sessionId}/documents`);
  return answer.body['documents'];
};

describe('what a step itself asks of a file', () => {
  /** As a `file` field of a form may restrict it. */
  const restrict = (rules: Partial<UploadPermission>): void => {
    stage.permits((asked) => ({ ...permitAll(asked), ...rules }));
  };
  const asPdf = { content_type: 'application/pdf' };

  it('refuses another type, however the file comes, and says which are taken', async () => {
    restrict({ accepted_types: ['application/pdf', 'image/png'] });
    for (const answer of [await init(), await sendInline()]) {
      expect([answer.status, answer.body['code']]).toEqual([415, 'unsupported_media_type']);
      expect(answer.body['errors']).toEqual([
        {
          pointer: '/content_type',
          code: 'not_allowed',
          detail: 'Send one of: application/pdf, image/png.',
        },
      ]);
    }
    expect(await documents()).toEqual([]);
  });

  it('refuses another type that calls itself a permitted one', async () => {
    restrict({ accepted_types: ['application/pdf'] });
    for (const answer of [await confirm(await init(asPdf)), await sendInline(asPdf)])
      expect(answer.body).toMatchObject({
        status: 422,
        code: 'invalid_file',
        errors: [{ code: 'wrong_type' }],
      });
    expect(await documents()).toEqual([]);
  });

  it.each([
    ['/size', () => init()],
    ['/data', () => sendInline()],
  ])('refuses a larger file, pointing at %s', async (pointer, sendFile) => {
    restrict({ max_size_mb: (picture.length - 1) / 1024 / 1024 });
    const answer = await sendFile();
    expect([answer.status, answer.body['code']]).toEqual([413, 'payload_too_large']);
    expect(answer.body['errors']).toMatchObject([{ pointer, code: 'too_large' }]);
  });

  it('never allows more than the platform does', async () => {
    restrict({ max_size_mb: 50, accepted_types: ['image/svg+xml', 'image/jpeg'] });
    expect((await init({ size: 1024 * 1024 + 1 })).status).toBe(413);
    expect((await init({ content_type: 'image/svg+xml' })).status).toBe(415);
  });

  it.each([[['image/jpg']], [['image/*']], [[' IMAGE/JPEG ']]])(
    'takes what fits %s',
    async (accepted_types) => {
      restrict({ accepted_types, max_size_mb: picture.length / 1024 / 1024 });
      expect((await init()).status).toBe(201);
      expect((await sendInline()).status).toBe(201);
    },
  );

  it('has a file read whose kind is to be recognised', async () => {
    restrict({ classify: true });
    expect((await sendInline()).body).toMatchObject({ status: 'processing' });
    expect((await confirm(await init())).body).toMatchObject({ status: 'processing' });
  });
});
