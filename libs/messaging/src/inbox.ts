import { type Collection, MongoServerError } from 'mongodb';
import type { Database, Transaction } from '#libs/persistence';

interface InboxRow {
  _id: string;
  type: string;
  outcome: InboxOutcome;
  /** The refusal's code. */
  code?: string;
  at: Date;
}

export type InboxOutcome = 'handled' | 'refused' | 'parked';

/** How long a message is remembered, in days; longer than any topic keeps it. */
export const inboxDays = 30;
const duplicateKey = 11_000;

/** Thrown inside a handling transaction: the message had its effect before. */
export class AlreadyHandled extends Error {
  constructor() {
    super('The message was handled before');
    this.name = 'AlreadyHandled';
  }
}

/**
 * What a consumer has dealt with.
 *
 * Guarantee: of any number of transactions that record the same message for the same consumer, on any replicas, one
 * commits. That turns at-least-once delivery into one effect.
 */
export class Inbox {
  private readonly rows: Collection<InboxRow>;

  constructor(
    db: Database,
    private readonly consumer: string,
  ) {
    this.rows = db.collection<InboxRow>('inbox');
  }

  async ensureIndexes(): Promise<void> {
    await this.rows.createIndex({ at: 1 }, { name: 'ttl', expireAfterSeconds: inboxDays * 86_400 });
  }

  /** Records the message; throws `AlreadyHandled` when it is there already. Without a transaction on its own. */
  async record(
    message: { id: string; type: string },
    entry: { outcome: InboxOutcome; code?: string; at: Date },
    tx?: Transaction,
  ): Promise<void> {
    try {
      await this.rows.insertOne(
        { _id: this.idOf(message.id), type: message.type, ...entry },
        tx ? { session: tx } : {},
      );
    } catch (error) {
      if (error instanceof MongoServerError && error.code === duplicateKey) throw new AlreadyHandled();
      throw error;
    }
  }

  async has(messageId: string): Promise<boolean> {
    return (await this.rows.countDocuments({ _id: this.idOf(messageId) }, { limit: 1 })) > 0;
  }

  /** Lets a parked message have its effect after all. */
  async forget(messageId: string, tx: Transaction): Promise<void> {
    await this.rows.deleteOne({ _id: this.idOf(messageId) }, { session: tx });
  }

  private idOf(messageId: string): string {
    return `${this.consumer}/${messageId}`;
  }
}
