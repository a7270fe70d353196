import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/platform';
import type { FileLocation, ObjectStore } from './object-store.js';

/** A store under test; `send` performs a request to a signed URL, wherever that leads. */
export interface StoreUnderTest {
  store: ObjectStore;
  send: typeof sendRequest;
  close: () => Promise<void>;
}

/** What the contract looks at in the answer of a signed URL. */
export interface SeenAnswer {
  ok: boolean;
  type: string | null;
  disposition: string | null;
  bytes: Buffer;
}

/** Performs a request and keeps what the contract looks at. */
export async function sendRequest(url: string, init?: RequestInit): Promise<SeenAnswer> {
  const response = await fetch(url, init);
  return {
    ok: response.ok,
    type: response.headers.get('content-type'),
    disposition: response.headers.get('content-disposition'),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

const contentType = 'image/png';
const bytes = Buffer.from('the bytes of a file');
const inAMinute = (): Date => new Date(Date.now() + 60_000);
const aFile = (): FileLocation => ({ tenantId: 'default', sessionId: newId('ses'), key: newId('doc') });

type Guarantee = [name: string, check: (running: StoreUnderTest) => Promise<void>];

const keeping: Guarantee[] = [
  [
    'has nothing where nothing was put',
    async ({ store }) => {
      expect(await store.get(aFile(), 100)).toBeUndefined();
      await store.delete(aFile());
      await store.deleteAll(aFile());
    },
  ],
  [
    'refuses to read a file larger than the caller can take',
    async ({ store }) => {
      const file = aFile();
      await store.put(file, bytes, contentType);
      await expect(store.get(file, bytes.length - 1)).rejects.toMatchObject({ code: 'payload_too_large' });
    },
  ],
  [
    'does not show a file under another session',
    async ({ store }) => {
      const file = aFile();
      await store.put(file, bytes, contentType);
      expect(await store.get({ ...file, sessionId: newId('ses') }, 100)).toBeUndefined();
    },
  ],
  [
    'gives back what was put last, until it is deleted',
    async ({ store }) => {
      const file = aFile();
      await store.put(file, Buffer.from('earlier'), contentType);
      await store.put(file, bytes, contentType);
      expect(await store.get(file, 100)).toEqual(bytes);
      await store.delete(file);
      expect(await store.get(file, 100)).toBeUndefined();
    },
  ],
  [
    'deletes all files of one session and no others',
    async ({ store }) => {
      const [file, other] = [aFile(), aFile()];
      const sibling = { ...file, key: newId('doc') };
      for (const each of [file, sibling, other]) await store.put(each, bytes, contentType);
      await store.deleteAll(file);
      expect(await store.get(file, 100)).toBeUndefined();
      expect(await store.get(sibling, 100)).toBeUndefined();
      expect(await store.get(other, 100)).toEqual(bytes);
    },
  ],
];

async function upload(
  { store, send }: StoreUnderTest,
  body: Buffer,
  change: { size?: number; sha256?: string; type?: string } = {},
): Promise<{ file: FileLocation; ok: boolean }> {
  const file = aFile();
  const { size = body.length, sha256, type } = change;
  const signed = await store.signedUploadUrl({ file, contentType, size, sha256, expiresAt: inAMinute() });
  const headers = { ...signed.headers, ...(type && { 'content-type': type }) };
  const { ok } = await send(signed.url, { method: signed.method, headers, body: new Uint8Array(body) });
  return { file, ok };
}

const signing: Guarantee[] = [
  [
    'refuses an upload of more bytes than agreed',
    async (running) => {
      const { file, ok } = await upload(running, bytes, { size: bytes.length - 1 });
      expect(ok).toBe(false);
      expect(await running.store.get(file, 100)).toBeUndefined();
    },
  ],
  [
    'refuses an upload under another content type than agreed',
    async (running) => {
      const { file, ok } = await upload(running, bytes, { type: 'application/pdf' });
      expect(ok).toBe(false);
      expect(await running.store.get(file, 100)).toBeUndefined();
    },
  ],
  [
    'refuses a signed URL that was changed or is used with another method',
    async ({ store, send }) => {
      const file = aFile();
      await store.put(file, bytes, contentType);
      const terms = { file, contentType, fileName: 'f.png', expiresAt: inAMinute() };
      const url = await store.signedDownloadUrl(terms);
      // The last character of a base64url signature has unused bits, so more than that one is changed.
      const altered = url.slice(0, -6) + (url.endsWith('aaaaaa') ? 'bbbbbb' : 'aaaaaa');
      expect((await send(altered)).ok).toBe(false);
      const put = { method: 'PUT', headers: { 'content-type': contentType }, body: 'x' };
      expect((await send(url, put)).ok).toBe(false);
      expect(await store.get(file, 100)).toEqual(bytes);
    },
  ],
  [
    'takes an upload as agreed, and offers it for download under its type and name',
    async (running) => {
      const { file, ok } = await upload(running, bytes);
      expect(ok).toBe(true);
      expect(await running.store.get(file, 100)).toEqual(bytes);
      const terms = { file, contentType, fileName: 'f.png', expiresAt: inAMinute() };
      const answer = await running.send(await running.store.signedDownloadUrl(terms));
      const disposition = 'attachment; filename="f.png"';
      expect(answer).toEqual({ ok: true, type: contentType, disposition, bytes });
    },
  ],
  [
    'takes an upload whose hash was announced',
    async (running) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const { file, ok } = await upload(running, bytes, { sha256 });
      expect(ok).toBe(true);
      expect(await running.store.get(file, 100)).toEqual(bytes);
    },
  ],
];

/** Checks everything that `ObjectStore` promises against one adapter. */
export function describeObjectStore(name: string, start: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let running: StoreUnderTest;
    beforeAll(async () => {
      running = await start();
    });
    afterAll(async () => running?.close());
    it.each([...keeping, ...signing])('%s', async (_, check) => check(running));
  });
}
