import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Binary, MongoServerError } from 'mongodb';
import { LRUCache } from 'lru-cache';
import type { Collection } from 'mongodb';
import type { Database } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import type { KeyRing } from './key-ring.js';

/** Whose data it is: everything sealed for one session (or one direct screening) shares one data key. */
export interface DataSubject {
  tenantId: string;
  /** Session id, or the id of what stands alone. */
  id: string;
}

interface DataKeyRow {
  _id: string;
  tenantId: string;
  keyId: string | null;
  wrapped: Binary | null;
  createdAt: Date;
  erasedAt?: Date;
}

const version = 1;
/** Unwrapped keys stay in memory this long at most, which bounds how long an erasure in another replica can lag. */
const keyCacheMs = 60_000;

/**
 * Seals personal data before it reaches a collection or a file and opens it afterwards (AES-256-GCM). Each subject has
 * one data key per service, wrapped by its tenant's key; the place (`field`) is authenticated with the data, so a
 * sealed value cannot be moved to another field or session. Erasing the key makes every copy unreadable, in backups too.
 */
export class PersonalData {
  private readonly rows: Collection<DataKeyRow>;
  private readonly keys = new LRUCache<string, Buffer>({ max: 10_000, ttl: keyCacheMs });

  constructor(
    database: Database,
    private readonly keyRing: KeyRing,
  ) {
    this.rows = database.collection<DataKeyRow>('data_keys');
  }

  /** Makes the key of a subject that is new, without looking for an older one first. */
  async begin(subject: DataSubject): Promise<void> {
    await this.makeKey(subject);
  }

  async seal(subject: DataSubject, field: string, value: unknown): Promise<Binary> {
    return new Binary(await this.sealBytes(subject, field, Buffer.from(JSON.stringify(value))));
  }

  async open<T>(subject: DataSubject, field: string, sealed: Binary): Promise<T> {
    return JSON.parse((await this.openBytes(subject, field, Buffer.from(sealed.buffer))).toString()) as T;
  }

  async sealBytes(subject: DataSubject, field: string, bytes: Buffer): Promise<Buffer> {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', await this.keyFor(subject), iv);
    cipher.setAAD(Buffer.from(`${subject.id}\0${field}`));
    const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), body]);
  }

  /** @throws DomainRefusal `not_found` when the subject was erased; an Error when the data was altered. */
  async openBytes(subject: DataSubject, field: string, sealed: Buffer): Promise<Buffer> {
    if (sealed[0] !== version) throw new Error('sealed data of an unknown version');
    const decipher = createDecipheriv('aes-256-gcm', await this.keyFor(subject), sealed.subarray(1, 13));
    decipher.setAAD(Buffer.from(`${subject.id}\0${field}`));
    decipher.setAuthTag(sealed.subarray(13, 29));
    return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]);
  }

  /** Forgets the subject's key for good. The row stays, without the key, so that late writers cannot start anew. */
  async erase(subject: DataSubject): Promise<void> {
    this.keys.delete(subject.id);
    await this.rows.updateOne(
      { _id: subject.id, tenantId: subject.tenantId },
      { $set: { keyId: null, wrapped: null, erasedAt: new Date() }, $setOnInsert: { createdAt: new Date() } },
      { upsert: true },
    );
  }

  private async keyFor({ id, tenantId }: DataSubject): Promise<Buffer> {
    const cached = this.keys.get(id);
    if (cached) return cached;
    const row = await this.rows.findOne({ _id: id, tenantId });
    return row ? this.unwrap(row) : this.makeKey({ id, tenantId });
  }

  private unwrap({ _id, tenantId, keyId, wrapped }: DataKeyRow): Buffer {
    if (!keyId || !wrapped) throw new DomainRefusal('not_found', 'The personal data was erased.');
    const key = this.keyRing.unwrap(tenantId, { keyId, wrapped: Buffer.from(wrapped.buffer) });
    this.keys.set(_id, key);
    return key;
  }

  /** Of two writers that make a subject's first key, the later one takes the earlier one's. */
  private async makeKey({ id, tenantId }: DataSubject): Promise<Buffer> {
    const key = randomBytes(32);
    const { keyId, wrapped } = this.keyRing.wrap(tenantId, key);
    const row = { _id: id, tenantId, keyId, wrapped: new Binary(wrapped), createdAt: new Date() };
    try {
      await this.rows.insertOne(row);
    } catch (error) {
      if (!(error instanceof MongoServerError && error.code === 11_000)) throw error;
      const earlier = await this.rows.findOne({ _id: id, tenantId });
      if (!earlier) throw new DomainRefusal('not_found', 'The personal data was erased.');
      return this.unwrap(earlier);
    }
    this.keys.set(id, key);
    return key;
  }
}
