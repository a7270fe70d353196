import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DomainRefusal } from '#libs/problems';
import type { DataSubject, PersonalData, TokenHasher } from '#libs/security';
import type { DownloadTerms, FileLocation, ObjectStore, SignedRequest, UploadTerms } from './object-store.js';
import { signGrant } from './storage-token.js';

export interface SealedFileStoreOptions {
  folder: string;
  personalData: Pick<PersonalData, 'sealBytes' | 'openBytes'>;
  hasher: TokenHasher;
  /** The address at which end users reach the gateway, which passes `/storage/*` on. */
  publicBase: () => string;
}

/** Version, initialisation vector and tag that sealing adds. */
const sealOverhead = 1 + 12 + 16;
/** Ids only: nothing that could walk out of the folder. */
const safeName = /^[A-Za-z0-9_-]{1,100}$/;

/**
 * The embedded store: one sealed file per key under `DATA_DIR/files/{session}`, readable only with the session's data
 * key. A file is written beside its place, flushed to disk and renamed into it, then the folder is flushed, so that a
 * crash leaves the old bytes or the new ones. Signed URLs lead to this service's own storage routes.
 */
export class SealedFileStore implements ObjectStore {
  constructor(private readonly options: SealedFileStoreOptions) {}

  async put(file: FileLocation, bytes: Buffer): Promise<void> {
    const sealed = await this.options.personalData.sealBytes(subjectOf(file), placeOf(file), bytes);
    const path = this.pathOf(file);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
    try {
      await writeDurably(temporary, sealed);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await flushFolder(dirname(path));
  }

  async get(file: FileLocation, maxBytes: number): Promise<Buffer | undefined> {
    const path = this.pathOf(file);
    try {
      const { size } = await stat(path);
      if (size > maxBytes + sealOverhead)
        throw new DomainRefusal('payload_too_large', `The file has more than ${maxBytes} bytes.`);
      const sealed = await readFile(path);
      return await this.options.personalData.openBytes(subjectOf(file), placeOf(file), sealed);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async delete(file: FileLocation): Promise<void> {
    await rm(this.pathOf(file), { force: true });
  }

  async deleteAll({ sessionId }: Pick<FileLocation, 'tenantId' | 'sessionId'>): Promise<void> {
    await rm(this.folderOf(sessionId), { recursive: true, force: true });
  }

  async signedUploadUrl({ file, contentType, size, expiresAt }: UploadTerms): Promise<SignedRequest> {
    const grant = { action: 'put', file, contentType, size, fileName: '', expiresAt } as const;
    return { url: this.urlOf(grant), method: 'PUT', headers: { 'content-type': contentType } };
  }

  async signedDownloadUrl({ file, contentType, fileName, expiresAt }: DownloadTerms): Promise<string> {
    return this.urlOf({ action: 'get', file, contentType, size: 0, fileName, expiresAt });
  }

  private urlOf(grant: Parameters<typeof signGrant>[0]): string {
    return `${this.options.publicBase()}/storage/${signGrant(grant, this.options.hasher)}`;
  }

  private pathOf({ sessionId, key }: FileLocation): string {
    return join(this.folderOf(sessionId), checked(key));
  }

  private folderOf(sessionId: string): string {
    return join(this.options.folder, checked(sessionId));
  }
}

function checked(name: string): string {
  if (!safeName.test(name)) throw new Error('a file key may hold letters, digits, _ and - only');
  return name;
}

function subjectOf({ tenantId, sessionId }: FileLocation): DataSubject {
  return { tenantId, id: sessionId };
}

/** Sealed with the bytes, so that one file of a session cannot be passed off as another. */
function placeOf({ key }: FileLocation): string {
  return `file ${key}`;
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A rename is durable only once its folder is; platforms that cannot open folders flush them by themselves. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
