import type { Message, MessageContract, Payload } from '#libs/contracts';
import type { Transaction } from '#libs/persistence';
import { PayloadSchemas } from './payload-schemas.js';

/** What a handler gets besides the payload. */
export interface Handling {
  message: Message;
  /** Every write that is part of the effect goes through it, so that the effect happens once or not at all. */
  tx: Transaction;
}

/**
 * Applies one message. It may run several times for one message until it succeeds, but its writes commit once.
 *
 * Throwing a `DomainRefusal` ends the message as expected, with no effect, unless the refusal only says "not now"
 * (`conflict`, `rate_limited`, any 5xx). A `TransientFailure` or any other error leads to another attempt later.
 * Calls to other systems belong into a job of their own: a handler has `handlerLimitMs`.
 */
export type Handler<C extends MessageContract = MessageContract> = (
  data: Payload<C>,
  context: Handling,
) => Promise<void>;

/** Tells by the payload alone which messages of a type a service has anything to do with; the others leave no trace. */
export type Concern<C extends MessageContract = MessageContract> = (data: Payload<C>) => boolean;

interface Entry {
  contract: MessageContract;
  handle: Handler;
  concerns: (data: unknown) => boolean;
}

/** MongoDB ends transactions after 60 s; a handler that takes longer than this is cut off and tried again, in ms. */
export const handlerLimitMs = 45_000;

/** Which handler takes which message type. */
export class Handlers {
  private readonly entries = new Map<string, Entry>();
  private readonly schemas = new PayloadSchemas();

  add<C extends MessageContract>(contract: C, handle: Handler<C>, concerns: Concern<C> = () => true): void {
    if (this.entries.has(contract.type)) throw new Error(`${contract.type} has a handler already`);
    this.entries.set(contract.type, {
      contract,
      handle: (data, context) => handle(data, context),
      concerns: (data) => concerns(data),
    });
  }

  get topics(): string[] {
    return [...new Set([...this.entries.values()].map(({ contract }) => contract.topic))];
  }

  knows(type: string): boolean {
    return this.entries.has(type);
  }

  /** What does not fit the schema of a known type, as `pointer (keyword)`; empty when all fits. */
  mismatches(message: Message): string[] {
    const entry = this.entries.get(message.type);
    if (!entry) return [];
    const problems = this.schemas.problems(entry.contract, message.data);
    return problems.map(({ pointer, keyword }) => `${pointer || '/'} (${keyword})`);
  }

  /** Whether a message of a known type and shape is any of the service's business. */
  concerns(message: Message): boolean {
    return this.entries.get(message.type)?.concerns(message.data) ?? false;
  }

  async handle(context: Handling): Promise<void> {
    const entry = this.entries.get(context.message.type);
    if (!entry) throw new Error(`${context.message.type} has no handler`);
    await entry.handle(context.message.data, context);
  }
}
