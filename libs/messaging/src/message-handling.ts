import type { Message } from '#libs/contracts';
import type { Database, Transaction } from '#libs/persistence';
import { TransientFailure, type DomainRefusal } from '#libs/problems';
import { DeadLetters, type ParkReason } from './dead-letters.js';
import {
  DeferredMessages,
  DeferredRowLost,
  laneOf,
  type Attempt,
  type DeferredRow,
} from './deferred-messages.js';
import { describeFailure, isFinalRefusal } from './failures.js';
import { handlerLimitMs, type Handlers } from './handlers.js';
import { AlreadyHandled, Inbox } from './inbox.js';
import type { MessagingLogger } from './logger.js';
import { pauseAfter, type RetryPolicy } from './retry-policy.js';
import { restoreMessage } from './stored-message.js';
import type { Delivery } from './transport.js';

/** What became of one delivery or attempt. All but `lost` are durable. */
export type Outcome =
  | 'handled'
  /** Had its effect before. */
  | 'duplicate'
  /** A handler said an expected no. */
  | 'refused'
  /** Tried and failed, or queued behind a message of its lane that did. */
  | 'deferred'
  | 'parked'
  /** No handler for its type, or none of the service's business. */
  | 'skipped'
  /** Another replica took the deferred message over. */
  | 'lost';

export interface Settled {
  outcome: Outcome;
  /** When a deferred message is due. */
  dueAt?: Date;
}

/** Runs a handler inside whatever belongs around it, such as a trace context. */
export type Around = (message: Message, handle: () => Promise<void>) => Promise<void>;

export interface HandlingOptions {
  consumer: string;
  retry: RetryPolicy;
  clock: () => Date;
  random: () => number;
  logger: MessagingLogger;
  around: Around;
}

/** Takes one message to a durable end: applied once, deferred, parked or skipped. */
export class MessageHandling {
  readonly inbox: Inbox;
  readonly deferred: DeferredMessages;
  readonly deadLetters: DeadLetters;

  constructor(
    private readonly db: Database,
    private readonly handlers: Handlers,
    private readonly options: HandlingOptions,
  ) {
    const { consumer, clock } = options;
    this.inbox = new Inbox(db, consumer);
    this.deferred = new DeferredMessages(db, consumer);
    this.deadLetters = new DeadLetters(db, { consumer, clock });
  }

  async ensureIndexes(): Promise<void> {
    await Promise.all([
      this.inbox.ensureIndexes(),
      this.deferred.ensureIndexes(),
      this.deadLetters.ensureIndexes(),
    ]);
  }

  /** A delivery from the transport. Rejects only when nothing durable could be done with it. */
  async first(delivery: Delivery): Promise<Settled> {
    if ('unreadable' in delivery) {
      const history = [this.attempt({ name: 'UnreadableRecord', detail: delivery.unreadable.reason })];
      return this.park(delivery, { reason: 'unreadable', history });
    }
    const { topic, message } = delivery;
    if (!this.handlers.knows(message.type)) return { outcome: 'skipped' };
    const misfit = this.misfit(message);
    if (misfit) return this.park(delivery, { reason: 'schema_mismatch', history: [misfit] });
    if (!this.handlers.concerns(message)) return { outcome: 'skipped' };
    if (await this.deferred.holds(laneOf(topic, message))) {
      const dueAt = this.options.clock();
      await this.deferred.append(topic, message, { dueAt, history: [] });
      return { outcome: 'deferred', dueAt };
    }
    try {
      await this.apply(message);
      return { outcome: 'handled' };
    } catch (error) {
      if (error instanceof AlreadyHandled) return { outcome: 'duplicate' };
      if (isFinalRefusal(error)) return this.refuse(message, error);
      return this.defer(topic, message, error);
    }
  }

  /** Another attempt at a deferred message whose row is claimed. */
  async again(row: DeferredRow): Promise<Settled> {
    const message = restoreMessage(row);
    const remove = (tx?: Transaction): Promise<void> => this.deferred.remove(row, tx);
    try {
      if (!this.handlers.knows(message.type)) {
        await remove();
        return { outcome: 'skipped' };
      }
      const misfit = this.misfit(message);
      if (misfit) return await this.parkRow(row, message, 'schema_mismatch', misfit);
      await this.apply(message, remove);
      return { outcome: 'handled' };
    } catch (error) {
      return this.afterFailure(row, message, error).catch((failure: unknown) => {
        if (failure instanceof DeferredRowLost) return { outcome: 'lost' };
        throw failure;
      });
    }
  }

  private async afterFailure(row: DeferredRow, message: Message, error: unknown): Promise<Settled> {
    if (error instanceof DeferredRowLost) return { outcome: 'lost' };
    if (error instanceof AlreadyHandled) {
      await this.deferred.remove(row);
      return { outcome: 'duplicate' };
    }
    if (isFinalRefusal(error)) return this.refuse(message, error, row);
    const attempt = this.attempt(describeFailure(error));
    const failures = row.history.length + 1;
    if (failures >= this.options.retry.attempts) {
      return this.parkRow(row, message, 'attempts_exhausted', attempt);
    }
    const dueAt = this.nextAttemptAt(failures, error);
    this.log(message, 'warn', { failures, dueAt, failure: attempt }, 'A message failed again');
    await this.deferred.postpone(row, attempt, dueAt);
    return { outcome: 'deferred', dueAt };
  }

  /** The effect and the record of it in one transaction; `before` runs first in it. */
  private async apply(message: Message, before?: (tx: Transaction) => Promise<void>): Promise<void> {
    await this.db.transaction(async (tx) => {
      await before?.(tx);
      await this.inbox.record(message, { outcome: 'handled', at: this.options.clock() }, tx);
      const handle = (): Promise<void> => this.handlers.handle({ message, tx });
      await withinLimit(this.options.around(message, handle));
    });
  }

  /** The handler's transaction is gone; the record that it said no stands on its own. */
  private async refuse(message: Message, refusal: DomainRefusal, row?: DeferredRow): Promise<Settled> {
    this.log(message, 'info', { code: refusal.code, detail: refusal.detail }, 'A message was refused');
    const entry = { outcome: 'refused' as const, code: refusal.code, at: this.options.clock() };
    try {
      await this.db.transaction(async (tx) => {
        if (row) await this.deferred.remove(row, tx);
        await this.inbox.record(message, entry, tx);
      });
    } catch (error) {
      if (!(error instanceof AlreadyHandled)) throw error;
      return { outcome: 'duplicate' };
    }
    return { outcome: 'refused' };
  }

  private async defer(topic: string, message: Message, error: unknown): Promise<Settled> {
    const attempt = this.attempt(describeFailure(error));
    if (this.options.retry.attempts <= 1) {
      return this.park({ topic, message }, { reason: 'attempts_exhausted', history: [attempt] });
    }
    const dueAt = this.nextAttemptAt(1, error);
    this.log(message, 'warn', { failures: 1, dueAt, failure: attempt }, 'A message failed and waits');
    await this.deferred.append(topic, message, { dueAt, history: [attempt] });
    return { outcome: 'deferred', dueAt };
  }

  private async parkRow(
    row: DeferredRow,
    message: Message,
    reason: ParkReason,
    last: Attempt,
  ): Promise<Settled> {
    const history = [...row.history, last];
    const remove = (tx: Transaction): Promise<void> => this.deferred.remove(row, tx);
    return this.park({ topic: row.topic, message }, { reason, history }, remove);
  }

  private async park(
    delivery: Delivery,
    entry: { reason: ParkReason; history: Attempt[] },
    before?: (tx: Transaction) => Promise<void>,
  ): Promise<Settled> {
    const about =
      'message' in delivery ? delivery.message : { id: delivery.unreadable.id, type: '', subject: '' };
    try {
      await this.db.transaction(async (tx) => {
        await before?.(tx);
        await this.inbox.record(about, { outcome: 'parked', at: this.options.clock() }, tx);
        await this.deadLetters.park(delivery, entry, tx);
      });
    } catch (error) {
      if (!(error instanceof AlreadyHandled) || before) throw error;
      return { outcome: 'duplicate' };
    }
    const fields = { reason: entry.reason, attempts: entry.history.length, failure: entry.history.at(-1) };
    this.log(about, 'error', fields, 'A message was parked');
    return { outcome: 'parked' };
  }

  private misfit(message: Message): Attempt | undefined {
    const places = this.handlers.mismatches(message);
    return places.length === 0
      ? undefined
      : this.attempt({ name: 'SchemaMismatch', detail: places.join(', ').slice(0, 300) });
  }

  private attempt(failure: Omit<Attempt, 'at'>): Attempt {
    return { at: this.options.clock(), ...failure };
  }

  private nextAttemptAt(failures: number, error: unknown): Date {
    const { retry, random, clock } = this.options;
    const atLeastMs = error instanceof TransientFailure ? error.retryAfterMs : 0;
    return new Date(clock().getTime() + Math.max(atLeastMs, pauseAfter(failures, retry, random())));
  }

  private log(
    about: Pick<Message, 'id' | 'type' | 'subject'>,
    level: keyof MessagingLogger,
    fields: object,
    text: string,
  ): void {
    const { id, type, subject } = about;
    this.options.logger[level](
      { consumer: this.options.consumer, messageId: id, type, subject, ...fields },
      text,
    );
  }
}

/** Ends the wait for a handler that hangs; its transaction is aborted, so what it still does has no effect. */
async function withinLimit(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new TransientFailure(`A handler took longer than ${handlerLimitMs} ms`)),
      handlerLimitMs,
    );
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
