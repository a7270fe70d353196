import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/platform';
import { DocumentStage } from '../testing/document-stage.js';
import { describeObjectStore, sendRequest } from './object-store-contract.js';
import { S3Store } from './s3-store.js';

describeObjectStore('the store of sealed files', async () => {
  const service = await DocumentStage.start();
  return { store: service.files, send: sendRequest, close: () => service.stop() };
});

const { TEST_S3_ENDPOINT: endpoint, TEST_S3_BUCKET: bucket = 'kyc-test' } = env;
if (endpoint) {
  describeObjectStore('the S3 store', async () => {
    const store = new S3Store({ bucket, region: 'us-east-1', endpoint });
    return { store, send: sendRequest, close: async () => store.close() };
  });
} else {
  it.skip('the S3 store (TEST_S3_ENDPOINT names no S3 service)', () => undefined);
}

describe('a sealed file', () => {
  let service: DocumentStage;
  beforeAll(async () => {
    service = await DocumentStage.start();
  });
  afterAll(async () => service?.stop());

  it('cannot be named so that it leaves its folder', async () => {
    const file = { tenantId: 'default', sessionId: newId('ses'), key: '../../outside' };
    await expect(service.files.put(file, Buffer.from('x'))).rejects.toThrow('letters, digits');
  });

  it('is not readable on disk, and not readable at all once it was altered or moved', async () => {
    const sessionId = newId('ses');
    const [one, other] = ['doc_one', 'doc_other'].map((key) => ({ tenantId: 'default', sessionId, key }));
    await service.files.put(one!, Buffer.from('ERIKSSON ANNA MARIA'));
    const folder = join(service.filesDir, sessionId);
    expect(await readdir(folder)).toEqual(['doc_one']);
    const sealed = await readFile(join(folder, 'doc_one'));
    expect(sealed.includes('ERIKSSON')).toBe(false);
    await writeFile(join(folder, 'doc_other'), sealed);
    await expect(service.files.get(other!, 100)).rejects.toThrow();
    sealed[sealed.length - 1]! ^= 1;
    await writeFile(join(folder, 'doc_one'), sealed);
    await expect(service.files.get(one!, 100)).rejects.toThrow();
  });

  it('is refused to a URL that has expired', async () => {
    const file = { tenantId: 'default', sessionId: newId('ses'), key: 'doc_one' };
    const expiresAt = new Date(Date.now() - 1);
    const { url, headers } = await service.files.signedUploadUrl({
      file,
      contentType: 'image/png',
      size: 1,
      expiresAt,
    });
    expect((await fetch(url, { method: 'PUT', headers, body: 'x' })).status).toBe(410);
    const terms = { file, contentType: 'image/png', fileName: 'f.png', expiresAt };
    expect((await fetch(await service.files.signedDownloadUrl(terms))).status).toBe(403);
  });
});
