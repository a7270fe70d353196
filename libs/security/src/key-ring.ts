import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LRUCache } from 'lru-cache';

/** A data key wrapped by a tenant key; `keyId` says which master key the tenant key was derived from. */
export interface WrappedKey {
  keyId: string;
  wrapped: Buffer;
}

/**
 * Holds the master keys and wraps data keys under one key per tenant, derived by HKDF-SHA256 from a master key.
 * The first key is current; older ones still unwrap, so keys rotate by re-wrapping what they hold.
 */
export class KeyRing {
  private readonly current: string;
  private readonly tenantKeys = new LRUCache<string, Buffer>({ max: 1_000 });

  constructor(private readonly masters: ReadonlyMap<string, Buffer>) {
    const first = masters.keys().next();
    if (first.done) throw new Error('a key ring needs at least one key');
    this.current = first.value;
  }

  /** Parses `id:base64(32 bytes)` entries, comma-separated; the first one is current. */
  static fromSecret(secret: string): KeyRing {
    const entries = secret.split(',').map((entry) => {
      const [id, encoded] = entry.trim().split(':');
      const key = Buffer.from(encoded ?? '', 'base64');
      if (!id || key.length !== 32)
        throw new Error('MASTER_KEYS must list `id:base64 of 32 bytes`, comma-separated');
      return [id, key] as const;
    });
    return new KeyRing(new Map(entries));
  }

  wrap(tenantId: string, dataKey: Buffer): WrappedKey {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.tenantKey(this.current, tenantId), iv);
    const body = Buffer.concat([cipher.update(dataKey), cipher.final()]);
    return { keyId: this.current, wrapped: Buffer.concat([iv, cipher.getAuthTag(), body]) };
  }

  /** @throws when the key id is unknown or the wrapped key was altered. */
  unwrap(tenantId: string, { keyId, wrapped }: WrappedKey): Buffer {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      this.tenantKey(keyId, tenantId),
      wrapped.subarray(0, 12),
    );
    decipher.setAuthTag(wrapped.subarray(12, 28));
    return Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()]);
  }

  private tenantKey(keyId: string, tenantId: string): Buffer {
    const name = `${keyId}\0${tenantId}`;
    const known = this.tenantKeys.get(name);
    if (known) return known;
    const master = this.masters.get(keyId);
    if (!master) throw new Error(`the key ring has no key '${keyId}'`);
    const key = Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `kyc tenant key\0${tenantId}`, 32));
    this.tenantKeys.set(name, key);
    return key;
  }
}

/**
 * The secret in a file that only its owner may read (mode 0600), made at first use. It is written under another name
 * and linked into place, so that of two first starts both get the same whole secret.
 */
export async function secretFile(path: string, make: () => string): Promise<string> {
  const known = await readIfThere(path);
  if (known !== undefined) return known;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, make(), { mode: 0o600, flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return (await readFile(path, 'utf8')).trim();
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
