import { type Collection, ObjectId, Timestamp } from 'mongodb';
import type { Message } from '#libs/contracts';
import type { Database, Transaction } from '#libs/persistence';
import type { FailureNote } from './failures.js';
import { storeMessage, type StoredMessage } from './stored-message.js';

/** One failed attempt of a consumer at a message. */
export interface Attempt extends FailureNote {
  at: Date;
}

/** A message that waits for another attempt, or for the one before it in its lane. */
export interface DeferredRow extends StoredMessage {
  /** `<consumer>/<message id>` */
  _id: string;
  consumer: string;
  lane: string;
  topic: string;
  /** Given by the server on insert: the order within the lane. See `OutboxRows`. */
  seq: Timestamp;
  history: Attempt[];
  /** Not touched before this time. A claim moves it to the end of the lease, so a crash needs no clean-up. */
  dueAt: Date;
  claim?: ObjectId;
}

/** Thrown in a handling transaction when the row was taken over by another replica. */
export class DeferredRowLost extends Error {
  constructor() {
    super('Another replica has taken over the deferred message');
    this.name = 'DeferredRowLost';
  }
}

const duplicateKey = 11_000;

/** The queue of messages that failed and of those behind them; the only place that knows its queries. */
export class DeferredMessages {
  private readonly rows: Collection<DeferredRow>;

  constructor(
    db: Database,
    private readonly consumer: string,
  ) {
    this.rows = db.collection<DeferredRow>('deferred_messages');
  }

  async ensureIndexes(): Promise<void> {
    await this.rows.createIndexes([
      { key: { consumer: 1, lane: 1, seq: 1 }, name: 'lane_seq' },
      { key: { consumer: 1, dueAt: 1 }, name: 'due' },
    ]);
  }

  /** Is anything of this lane waiting? Then what comes after has to wait too. */
  async holds(lane: string): Promise<boolean> {
    const { consumer } = this;
    return (await this.rows.findOne({ consumer, lane }, { projection: { _id: 1 } })) !== null;
  }

  /** Puts a message at the end of its lane. A message that is there already stays as it is. */
  async append(
    topic: string,
    message: Message,
    entry: { dueAt: Date; history: Attempt[] },
    tx?: Transaction,
  ): Promise<void> {
    try {
      await this.rows.insertOne(
        {
          _id: `${this.consumer}/${message.id}`,
          consumer: this.consumer,
          lane: laneOf(topic, message),
          topic,
          seq: new Timestamp({ t: 0, i: 0 }),
          ...storeMessage(message),
          ...entry,
        },
        tx ? { session: tx } : {},
      );
    } catch (error) {
      const isThere = error instanceof Error && 'code' in error && error.code === duplicateKey;
      if (!isThere || tx) throw error;
    }
  }

  /** Lanes with something due, at most `limit`, most overdue first. */
  async dueLanes(now: Date, limit: number): Promise<string[]> {
    const rows = await this.rows
      .find({ consumer: this.consumer, dueAt: { $lte: now } }, { projection: { lane: 1 } })
      .sort({ dueAt: 1 })
      .limit(limit)
      .toArray();
    return [...new Set(rows.map((row) => row.lane))];
  }

  /**
   * Claims the head of a lane until the lease ends. Undefined when the lane is empty, its head is not due, or another
   * replica was faster. Rows behind a head that is not due move to its time, so that they are not found again before.
   */
  async claimHead(lane: string, now: Date, leaseMs: number): Promise<DeferredRow | undefined> {
    const { consumer } = this;
    const head = await this.rows.findOne(
      { consumer, lane },
      { sort: { seq: 1 }, projection: { _id: 1, dueAt: 1 } },
    );
    if (!head) return undefined;
    if (head.dueAt > now) {
      await this.rows.updateMany({ consumer, lane, dueAt: { $lte: now } }, { $set: { dueAt: head.dueAt } });
      return undefined;
    }
    const claimed = await this.rows.findOneAndUpdate(
      { _id: head._id, dueAt: { $lte: now } },
      { $set: { claim: new ObjectId(), dueAt: new Date(now.getTime() + leaseMs) } },
      { returnDocument: 'after' },
    );
    return claimed ?? undefined;
  }

  /** Takes the row out, fenced by its claim; throws `DeferredRowLost` when it is another replica's by now. */
  async remove(row: DeferredRow, tx?: Transaction): Promise<void> {
    const { deletedCount } = await this.rows.deleteOne(
      { _id: row._id, claim: row.claim },
      tx ? { session: tx } : {},
    );
    if (deletedCount === 0) throw new DeferredRowLost();
  }

  /** Notes a failed attempt and gives the head back until its next one; does nothing when the claim was lost. */
  async postpone(row: DeferredRow, attempt: Attempt, dueAt: Date): Promise<void> {
    await this.rows.updateOne(
      { _id: row._id, claim: row.claim },
      { $set: { dueAt }, $push: { history: attempt }, $unset: { claim: '' } },
    );
  }

  async count(): Promise<number> {
    return this.rows.countDocuments({ consumer: this.consumer });
  }
}

/** What a consumer handles in order: one subject on one topic. */
export function laneOf(topic: string, message: Pick<Message, 'subject'>): string {
  return `${topic}|${message.subject}`;
}
