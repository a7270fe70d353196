import { type Collection, ObjectId, Timestamp } from 'mongodb';
import type { Message } from '#libs/contracts';
import type { Database, Transaction } from '#libs/persistence';

/** One message that waits to be published. A published row is deleted: what is in the collection is the backlog. */
export interface OutboxRow {
  _id: ObjectId;
  /** Set by the server on insert and never twice the same: the order of publication within a lane. */
  seq: Timestamp;
  /** `<topic>|<subject>`: what is published in order and by one relay at a time. */
  lane: string;
  topic: string;
  envelope: Omit<Message, 'data'>;
  /** The payload as JSON text: BSON would change dates, lone surrogates and member names such as `$x`. */
  body: string;
  createdAt: Date;
  claim?: { owner: string; token: ObjectId; until: Date };
  /** The first attempt to publish this row: under which claim, and a mark of where the topic ended before it. */
  begun?: BegunAttempt;
}

export interface BegunAttempt {
  token: ObjectId;
  position: string;
}

const collectionName = 'outbox';
const mostCounted = 100_000;

/**
 * The collection behind the outbox; the only place that knows its queries.
 *
 * Order: `seq` is an empty timestamp that the server fills from its logical clock, which ticks with every insert and
 * never goes back, also across a change of primary. A transaction that starts after another one has committed
 * therefore always inserts higher values, whichever replica runs it. Transactions that overlap may commit in the
 * other order than their rows; they did not see each other, so neither order is wrong: writers of one session
 * exclude each other by the session's optimistic version.
 *
 * Times: leases are written and compared with the server's clock only, so clocks of replicas need not agree.
 */
export class OutboxRows {
  private readonly rows: Collection<OutboxRow>;

  constructor(db: Database) {
    this.rows = db.collection<OutboxRow>(collectionName);
  }

  async ensureIndexes(): Promise<void> {
    await this.rows.createIndexes([
      { key: { seq: 1 }, name: 'seq' },
      { key: { lane: 1, seq: 1 }, name: 'lane_seq' },
    ]);
  }

  async insert(
    messages: readonly { topic: string; message: Message }[],
    now: Date,
    tx: Transaction,
  ): Promise<void> {
    const rows = messages.map(({ topic, message: { data, ...envelope } }) => ({
      _id: new ObjectId(),
      seq: new Timestamp({ t: 0, i: 0 }),
      lane: `${topic}|${envelope.subject}`,
      topic,
      envelope,
      body: JSON.stringify(data),
      createdAt: now,
    }));
    // The driver's bulk machinery costs more than the insert itself when there is one row, as there mostly is.
    const [first] = rows;
    if (first && rows.length === 1) await this.rows.insertOne(first, { session: tx });
    else await this.rows.insertMany(rows, { session: tx });
  }

  /**
   * The oldest rows outside the given lanes and topics, claimed or not: seeing the claimed ones is what tells that a
   * lane is somebody else's. Only rows that a majority holds, because a published message cannot be rolled back.
   */
  async oldest(limit: number, except: { lanes: string[]; topics: string[] }): Promise<OutboxRow[]> {
    const filter = {
      ...(except.lanes.length > 0 ? { lane: { $nin: except.lanes } } : {}),
      ...(except.topics.length > 0 ? { topic: { $nin: except.topics } } : {}),
    };
    return this.rows.find(filter, { readConcern: 'majority' }).sort({ seq: 1 }).limit(limit).toArray();
  }

  /**
   * Claims those of the rows that nobody holds and returns how many it got. With a position the claim also records
   * that an attempt begins, unless an earlier attempt did: the row may have arrived any time after the first one. The
   * record is never taken back, because nothing proves that an attempt sent nothing.
   */
  async claim(
    ids: ObjectId[],
    holder: { owner: string; token: ObjectId; leaseMs: number },
    position?: string,
  ): Promise<number> {
    const begun = { token: holder.token, position: { $literal: position } };
    const isFree = { $lte: [{ $ifNull: ['$claim.until', new Date(0)] }, '$$NOW'] };
    const result = await this.rows.updateMany(
      { _id: { $in: ids }, $expr: isFree },
      [
        {
          $set: {
            claim: {
              owner: { $literal: holder.owner },
              token: holder.token,
              until: { $add: ['$$NOW', holder.leaseMs] },
            },
            ...(position === undefined ? {} : { begun: { $ifNull: ['$begun', begun] } }),
          },
        },
      ],
      // A claim that a change of primary forgets leads to a second delivery, which inboxes drop; one that carries the
      // begun mark is the only thing that prevents a duplicate on a public topic, so it must not be forgotten.
      { writeConcern: { w: position === undefined ? 1 : 'majority' } },
    );
    return result.modifiedCount;
  }

  /** The rows held under this token now, by id, with their first attempt where one is recorded. */
  async heldBy(ids: ObjectId[], token: ObjectId): Promise<Map<string, BegunAttempt | undefined>> {
    const held = await this.rows
      .find({ _id: { $in: ids }, 'claim.token': token }, { projection: { begun: 1 } })
      .toArray();
    return new Map(held.map((row) => [row._id.toHexString(), row.begun]));
  }

  /** Prolongs the lease of rows still held by this owner. */
  async renew(ids: ObjectId[], owner: string, leaseMs: number): Promise<number> {
    const result = await this.rows.updateMany(
      { _id: { $in: ids }, 'claim.owner': owner, $expr: { $gt: ['$claim.until', '$$NOW'] } },
      [{ $set: { 'claim.until': { $add: ['$$NOW', leaseMs] } } }],
      { writeConcern: { w: 1 } },
    );
    return result.matchedCount;
  }

  /**
   * Deletes published rows that are still held under one of these tokens, all of them the caller's; a fenced owner
   * deletes nothing. Forgetting this write in a change of primary means one more delivery, as any crash does.
   */
  async markPublished(ids: ObjectId[], tokens: ObjectId[]): Promise<number> {
    const result = await this.rows.deleteMany(
      { _id: { $in: ids }, 'claim.token': { $in: tokens } },
      { writeConcern: { w: 1 } },
    );
    return result.deletedCount;
  }

  /** Gives rows back for anybody to claim. */
  async release(ids: ObjectId[], token: ObjectId): Promise<void> {
    await this.rows.updateMany(
      { _id: { $in: ids }, 'claim.token': token },
      { $unset: { claim: '' } },
      { writeConcern: { w: 1 } },
    );
  }

  /**
   * How much waits and since when. Counted, because the server's estimate includes the open transactions of processes
   * that died; beyond the limit the exact number tells nothing more.
   */
  async backlog(): Promise<{ pending: number; oldestAt?: Date }> {
    const [pending, oldest] = await Promise.all([
      this.rows.countDocuments({}, { limit: mostCounted }),
      this.rows.findOne({}, { sort: { seq: 1 }, projection: { createdAt: 1 } }),
    ]);
    return { pending, ...(oldest ? { oldestAt: oldest.createdAt } : {}) };
  }
}

/** The message as it was added. */
export function messageOf(row: OutboxRow): Message {
  return { ...row.envelope, data: JSON.parse(row.body) as unknown };
}
