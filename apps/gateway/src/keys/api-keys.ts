import { Injectable } from '@nestjs/common';
import { MongoError, type Collection } from 'mongodb';
import { Database } from '#libs/persistence';
import { ConfigurationError, newId } from '#libs/platform';
import { TransientFailure } from '#libs/problems';
import { parseApiKey, scopes, TokenHasher, type Caller, type Scope } from '#libs/security';

/** A stored API key. The key itself is never stored, only its keyed hash. */
export interface ApiKeyRow {
  /** `key_` and the id that stands in the key, or an id of its own for a key of another form. */
  _id: string;
  tenantId: string;
  hash: string;
  scopes: Scope[];
  mode: 'live' | 'test';
  createdAt: Date;
  expiresAt?: Date;
  revokedAt?: Date;
  /** The one key that the configuration vouches for. */
  bootstrap?: boolean;
}

export const apiKeysCollection = 'api_keys';
/** The tenant that the bootstrap key belongs to. */
export const defaultTenant = 'default';

const longestKey = 512;
const lookupLimitMs = 3_000;
const duplicateKey = 11000;

/**
 * The API keys of all tenants. Nothing is cached: one look-up in a unique index costs well under a millisecond, and a
 * revoked key is refused from the next call on, in every replica.
 */
@Injectable()
export class ApiKeys {
  private readonly rows: Collection<ApiKeyRow>;

  constructor(
    database: Database,
    private readonly hasher: TokenHasher,
  ) {
    this.rows = database.collection<ApiKeyRow>(apiKeysCollection);
  }

  /**
   * Who calls with this key; undefined when it is unknown, expired or revoked. The look-up is by an HMAC under a secret
   * pepper, so its timing tells nothing about stored keys.
   *
   * @throws TransientFailure when the database does not answer.
   */
  async callerWith(key: string, now = new Date()): Promise<Caller | undefined> {
    if (!isCandidate(key)) return undefined;
    const row = await this.find(this.hasher.hash('api_key', key));
    if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= now)) return undefined;
    return { kind: 'api_key', tenantId: row.tenantId, id: row._id, scopes: row.scopes };
  }

  /** Stores a key. */
  async add(
    key: string,
    grant: Pick<ApiKeyRow, 'tenantId' | 'scopes'> & { expiresAt?: Date },
  ): Promise<ApiKeyRow> {
    const row: ApiKeyRow = { ...this.newRow(key), ...grant };
    await this.rows.insertOne(row);
    return row;
  }

  /** Ends a key's life at once; nothing happens when it ended before. */
  async revoke(tenantId: string, id: string): Promise<void> {
    await this.rows.updateOne(
      { _id: id, tenantId, revokedAt: { $exists: false } },
      { $set: { revokedAt: new Date() } },
    );
  }

  /**
   * Makes this the bootstrap key: it works with all scopes for the tenant `default`, and any bootstrap key before it
   * stops working. Safe to repeat, and to run in several replicas at once.
   */
  async setBootstrapKey(key: string): Promise<void> {
    const { hash } = this.newRow(key);
    // Of replicas that start at once all but one find its row under the same id; looked for again, it is their own key.
    const isWritten = (await this.writeBootstrapKey(key)) || (await this.writeBootstrapKey(key));
    if (!isWritten)
      throw new ConfigurationError(['BOOTSTRAP_API_KEY has the id of another key; use a new key']);
    await this.rows.updateMany(
      { bootstrap: true, hash: { $ne: hash }, revokedAt: { $exists: false } },
      { $set: { revokedAt: new Date() } },
    );
  }

  /** Is there any key at all that still works? */
  async anyUsable(now = new Date()): Promise<boolean> {
    const row = await this.rows.findOne(
      {
        revokedAt: { $exists: false },
        $or: [{ expiresAt: { $exists: false } }, { expiresAt: { $gt: now } }],
      },
      { projection: { _id: 1 } },
    );
    return row !== null;
  }

  /** False when another row has the key's id. */
  private async writeBootstrapKey(key: string): Promise<boolean> {
    const { _id, createdAt, mode, hash } = this.newRow(key);
    try {
      await this.rows.updateOne(
        { hash },
        {
          $setOnInsert: { _id, createdAt, mode },
          $set: { tenantId: defaultTenant, scopes: [...scopes], bootstrap: true },
          $unset: { revokedAt: '', expiresAt: '' },
        },
        { upsert: true },
      );
      return true;
    } catch (error) {
      if (!(error instanceof MongoError) || error.code !== duplicateKey) throw error;
      return false;
    }
  }

  private async find(hash: string): Promise<ApiKeyRow | null> {
    try {
      return await this.rows.findOne({ hash }, { timeoutMS: lookupLimitMs });
    } catch (error) {
      throw new TransientFailure('API keys could not be looked up', 1_000, { cause: error });
    }
  }

  private newRow(key: string): Omit<ApiKeyRow, 'tenantId' | 'scopes'> {
    const parts = parseApiKey(key);
    return {
      _id: parts ? `key_${parts.id}` : newId('key'),
      hash: this.hasher.hash('api_key', key),
      mode: parts?.mode ?? 'live',
      createdAt: new Date(),
    };
  }
}

/** A key in our own form must have its checksum right, so that typing errors cost no look-up; other forms are free. */
function isCandidate(key: string): boolean {
  if (key.length === 0 || key.length > longestKey) return false;
  return !/^kyc_(live|test)_/.test(key) || parseApiKey(key) !== undefined;
}
