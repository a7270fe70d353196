import { type Collection } from 'mongodb';
import type { Message } from '#libs/contracts';
import type { Database, Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import { DeferredMessages, type Attempt } from './deferred-messages.js';
import { Inbox } from './inbox.js';
import { newMessageId } from './ids.js';
import { restoreMessage, storeMessage, type StoredMessage } from './stored-message.js';
import type { Delivery, UnreadableRecord } from './transport.js';

/** Why a message was parked. */
export type ParkReason = 'unreadable' | 'schema_mismatch' | 'attempts_exhausted';

interface DeadLetterRow {
  /** `<consumer>/<message id or record id>` */
  _id: string;
  consumer: string;
  topic: string;
  type: string;
  subject: string;
  tenantId?: string;
  reason: ParkReason;
  history: Attempt[];
  stored?: StoredMessage;
  unreadable?: UnreadableRecord;
  parkedAt: Date;
  status: 'parked' | 'replayed';
  /** Set once: when the message was put back. Ends the row's life after a while. */
  replayedAt?: Date;
  /** Present until the message is on the dead letter topic; the time before which nobody needs to try. */
  announceAt?: Date;
}

/** A parked message as operators see it. */
export interface DeadLetter {
  id: string;
  consumer: string;
  topic: string;
  type: string;
  subject: string;
  reason: ParkReason;
  history: readonly Attempt[];
  parkedAt: Date;
  status: 'parked' | 'replayed';
  /** Absent when the record could not be read as a message; `raw` is there instead. */
  message?: Message;
  raw?: UnreadableRecord['raw'];
}

export interface DeadLetterFilter {
  status?: 'parked' | 'replayed';
  topic?: string;
  subject?: string;
  /** Most rows to return, 1 to 500; default 100. */
  limit?: number;
}

const keepReplayedDays = 90;
const announcePauseMs = 30_000;
/** A larger payload stays in the store only: with its history around it, it would not fit on the topic again. */
const largestShownBody = 500_000;

/** The topic on which a consumer shows what it parked. */
export function deadLetterTopic(topic: string, consumer: string): string {
  return `${topic}.${consumer}.dlq`;
}

/**
 * Messages that a consumer gave up. They are kept until somebody replays them, and shown on
 * `<topic>.<consumer>.dlq` for tools that watch the bus.
 */
export class DeadLetters {
  private readonly rows: Collection<DeadLetterRow>;
  private readonly inbox: Inbox;
  private readonly deferred: DeferredMessages;
  private readonly clock: () => Date;

  constructor(
    private readonly db: Database,
    private readonly options: { consumer: string; clock?: () => Date },
  ) {
    this.rows = db.collection<DeadLetterRow>('dead_letters');
    this.inbox = new Inbox(db, options.consumer);
    this.deferred = new DeferredMessages(db, options.consumer);
    this.clock = options.clock ?? (() => new Date());
  }

  async ensureIndexes(): Promise<void> {
    const unannounced = { announceAt: { $exists: true } };
    await this.rows.createIndexes([
      { key: { consumer: 1, status: 1, parkedAt: 1 }, name: 'listing' },
      { key: { consumer: 1, subject: 1, parkedAt: 1 }, name: 'subject' },
      { key: { consumer: 1, announceAt: 1 }, name: 'announce', partialFilterExpression: unannounced },
      { key: { replayedAt: 1 }, name: 'ttl', expireAfterSeconds: keepReplayedDays * 86_400 },
    ]);
  }

  /** Oldest first. */
  async list(filter: DeadLetterFilter = {}): Promise<DeadLetter[]> {
    const { status = 'parked', topic, subject, limit = 100 } = filter;
    const rows = await this.rows
      .find({
        consumer: this.options.consumer,
        status,
        ...(topic === undefined ? {} : { topic }),
        ...(subject === undefined ? {} : { subject }),
      })
      .sort({ parkedAt: 1 })
      .limit(Math.min(500, Math.max(1, Math.trunc(limit))))
      .toArray();
    return rows.map(present);
  }

  /**
   * Puts one parked message back: it queues behind what already waits in its lane and has all its attempts again; its
   * history stays with the dead letter.
   *
   * @throws DomainRefusal `not_found`, `illegal_transition` (replayed before), `invalid_request` (never was a message)
   */
  async replay(id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { consumer } = this.options;
      const row = await this.rows.findOne({ _id: id, consumer }, { session: tx });
      if (!row) throw new DomainRefusal('not_found', 'There is no such dead letter');
      if (row.status !== 'parked') throw new DomainRefusal('illegal_transition', 'It was replayed before');
      if (!row.stored) throw new DomainRefusal('invalid_request', 'The record was never a readable message');
      const now = this.clock();
      const message = restoreMessage(row.stored);
      await this.inbox.forget(message.id, tx);
      await this.deferred.append(row.topic, message, { dueAt: now, history: [] }, tx);
      await this.rows.updateOne(
        { _id: id },
        { $set: { status: 'replayed', replayedAt: now } },
        { session: tx },
      );
    });
  }

  /** Keeps a message that is given up. Parking the same message again replaces what was kept and adds to its history. */
  async park(
    delivery: Delivery,
    entry: { reason: ParkReason; history: Attempt[] },
    tx: Transaction,
  ): Promise<void> {
    const { consumer } = this.options;
    const now = this.clock();
    const about = 'message' in delivery ? aboutMessage(delivery.message) : aboutRecord(delivery.unreadable);
    const { id, ...fields } = about;
    await this.rows.updateOne(
      { _id: `${consumer}/${id}` },
      {
        $set: {
          ...fields,
          consumer,
          topic: delivery.topic,
          reason: entry.reason,
          parkedAt: now,
          status: 'parked',
          announceAt: now,
        },
        $push: { history: { $each: entry.history } },
        $unset: { replayedAt: '' },
      },
      { upsert: true, session: tx },
    );
  }

  /**
   * Hands the next dead letter that is not on its topic yet to `publish`. At least once: a crash in between shows it
   * twice under the same id. Returns whether there was one.
   */
  async announceNext(publish: (topic: string, message: Message) => Promise<void>): Promise<boolean> {
    const { consumer } = this.options;
    const now = this.clock();
    const row = await this.rows.findOneAndUpdate(
      { consumer, announceAt: { $lte: now } },
      { $set: { announceAt: new Date(now.getTime() + announcePauseMs) } },
      { returnDocument: 'after' },
    );
    if (!row) return false;
    await publish(deadLetterTopic(row.topic, consumer), announcement(row));
    await this.rows.updateOne({ _id: row._id, parkedAt: row.parkedAt }, { $unset: { announceAt: '' } });
    return true;
  }

  async count(): Promise<number> {
    return this.rows.countDocuments({ consumer: this.options.consumer, status: 'parked' });
  }
}

function aboutMessage(
  message: Message,
): Pick<DeadLetterRow, 'type' | 'subject' | 'tenantId' | 'stored'> & { id: string } {
  const { id, type, subject, tenantId } = message;
  return { id, type, subject, tenantId, stored: storeMessage(message) };
}

function aboutRecord(
  unreadable: UnreadableRecord,
): Pick<DeadLetterRow, 'type' | 'subject' | 'unreadable'> & { id: string } {
  return { id: unreadable.id, type: '', subject: unreadable.key, unreadable };
}

function present(row: DeadLetterRow): DeadLetter {
  const {
    _id: id,
    consumer,
    topic,
    type,
    subject,
    reason,
    history,
    parkedAt,
    status,
    stored,
    unreadable,
  } = row;
  return {
    ...{ id, consumer, topic, type, subject, reason, history, parkedAt, status },
    ...(stored ? { message: restoreMessage(stored) } : {}),
    ...(unreadable ? { raw: unreadable.raw } : {}),
  };
}

function announcement(row: DeadLetterRow): Message {
  const original = row.stored?.envelope;
  const id = `${row._id}/${row.parkedAt.getTime()}`;
  return {
    id,
    type: 'kyc.messaging.message_parked',
    source: `kyc/${row.consumer}`,
    subject: row.subject === '' ? newMessageId(row.parkedAt) : row.subject,
    time: row.parkedAt.toISOString(),
    tenantId: row.tenantId ?? '',
    correlationId: original?.correlationId ?? id,
    ...(original ? { causationId: original.id } : {}),
    ...(original?.traceparent === undefined ? {} : { traceparent: original.traceparent }),
    data: present((row.stored?.body.length ?? 0) > largestShownBody ? { ...row, stored: undefined } : row),
  };
}
