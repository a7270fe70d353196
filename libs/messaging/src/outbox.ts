import type { Message, MessageContract, Payload } from '#libs/contracts';
import { afterCommit, type Database, type Transaction } from '#libs/persistence';
import { newMessageId } from './ids.js';
import { OutboxRows } from './outbox-rows.js';
import { PayloadSchemas } from './payload-schemas.js';

/** What a producer says about a message; the rest of the envelope is the outbox's business. */
export interface NewMessage<D = unknown> {
  /** The session id, or the id of whatever the message is about; also the ordering key. */
  subject: string;
  tenantId: string;
  /** Follows one piece of work through all services; by default what the message is about. */
  correlationId?: string;
  /** The id of the message that caused this one. */
  causationId?: string;
  /** W3C trace context of the running work. */
  traceparent?: string;
  data: D;
}

export interface OutboxOptions {
  /** CloudEvents source: `kyc/<service>` */
  source: string;
  clock?: () => Date;
  newId?: () => string;
  /** W3C trace context of the running work, for messages that bring none of their own. */
  traceparent?: () => string | undefined;
}

/** Kafka refuses records above 1 MiB by default; the rest is room for the envelope. */
export const largestPayloadBytes = 900_000;

/**
 * Where a use case leaves its messages. They commit with the state they report: no state change without its message,
 * no message about a change that was rolled back.
 */
export class Outbox {
  private readonly rows: OutboxRows;
  private readonly schemas = new PayloadSchemas();
  private readonly listeners = new Set<() => void>();
  private readonly clock: () => Date;

  constructor(
    db: Database,
    private readonly options: OutboxOptions,
  ) {
    this.rows = new OutboxRows(db);
    this.clock = options.clock ?? (() => new Date());
  }

  /**
   * Adds the message in the caller's transaction. Data that does not fit the contract, or is larger than
   * `largestPayloadBytes` as JSON, is a defect of the caller: it throws and so takes the transaction back.
   */
  async add<C extends MessageContract>(
    contract: C,
    message: NewMessage<Payload<C>>,
    tx: Transaction,
  ): Promise<void> {
    await this.addAll([{ contract, message }], tx);
  }

  /** Adds several messages at once, in their order. */
  async addAll(
    messages: readonly { contract: MessageContract; message: NewMessage }[],
    tx: Transaction,
  ): Promise<void> {
    if (messages.length === 0) return;
    const now = this.clock();
    const addressed = messages.map(({ contract, message }) => ({
      topic: contract.topic,
      message: this.envelope(contract, message, now),
    }));
    await this.rows.insert(addressed, now, tx);
    afterCommit(tx, this.wakeRelay);
  }

  private readonly wakeRelay = (): void => this.notify();

  /** Wakes the relay. `add` has it called after the commit; the relay's polling is the safety net. */
  notify(): void {
    for (const listener of this.listeners) listener();
  }

  /** Registers what `notify` wakes; returns how to take it back. */
  onNotify(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Messages that are not published yet, for metrics and readiness. */
  async backlog(): Promise<{ pending: number; oldestAt?: Date }> {
    return this.rows.backlog();
  }

  private envelope(contract: MessageContract, message: NewMessage, now: Date): Message {
    const problems = this.schemas.problems(contract, message.data);
    if (problems.length > 0) {
      const places = problems.map(({ pointer, keyword }) => `${pointer || '/'} (${keyword})`).join(', ');
      throw new Error(`${contract.type} does not fit its schema at ${places}`);
    }
    if (message.subject === '') throw new Error(`${contract.type} has no subject`);
    const size = Buffer.byteLength(JSON.stringify(message.data));
    if (size > largestPayloadBytes)
      throw new Error(`${contract.type} has ${size} bytes, too many to publish`);
    const id = this.options.newId?.() ?? newMessageId(now);
    const traceparent = message.traceparent ?? this.options.traceparent?.();
    return {
      id,
      type: contract.type,
      source: this.options.source,
      subject: message.subject,
      time: now.toISOString(),
      tenantId: message.tenantId,
      correlationId: message.correlationId ?? message.subject,
      ...(message.causationId === undefined ? {} : { causationId: message.causationId }),
      ...(traceparent === undefined ? {} : { traceparent }),
      data: message.data,
    };
  }
}
