import type { Static, TSchema } from '@sinclair/typebox';

/**
 * The contract of one message type: what it is called, where it travels, what it carries.
 * Within a major version only optional fields are added; a breaking change is a new type beside the old one.
 */
export interface MessageContract<S extends TSchema = TSchema> {
  /** CloudEvents type, `kyc.<context>.<subject>_<past participle>` for events, `…<verb>_<subject>` for commands. */
  readonly type: string;
  readonly topic: string;
  /** One sentence for integrators: when it is sent and what it means. */
  readonly description: string;
  readonly schema: S;
  /** A complete example that every later version of the schema must still accept. */
  readonly sample: Static<S>;
}

/** Declares a contract and keeps the literal schema type for `Payload`. */
export function defineMessage<S extends TSchema>(contract: MessageContract<S>): MessageContract<S> {
  return contract;
}

export type Payload<C extends MessageContract> = Static<C['schema']>;

/** A CloudEvents 1.0 message as producers and consumers see it, whatever carries it. */
export interface Message<D = unknown> {
  /** Unique per message; consumers record it to apply each message once. */
  id: string;
  type: string;
  /** `kyc/<service>` */
  source: string;
  /** The session id (or the id of whatever the message is about); also the ordering key. */
  subject: string;
  /** RFC 3339, UTC */
  time: string;
  tenantId: string;
  correlationId: string;
  causationId?: string;
  /** W3C trace context of the work that caused the message. */
  traceparent?: string;
  data: D;
}
