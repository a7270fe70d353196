import type { Message } from '#libs/contracts';

/** A record that could not be read as a message. `raw` is kept so that nothing is lost, and only in the store. */
export interface UnreadableRecord {
  /** Stable across redeliveries, for example `topic/partition/offset`. */
  id: string;
  key: string;
  reason: string;
  raw: { headers: Record<string, string>; valueBase64: string };
}

/** One thing that arrived for a consumer: a message, or what could not be read as one. */
export type Delivery = { topic: string; message: Message } | { topic: string; unreadable: UnreadableRecord };

export interface SubscriptionRequest {
  /** The service; replicas of one service share the work, different services each get every message. */
  consumer: string;
  topics: readonly string[];
  /**
   * Resolves once the delivery is durable on the consumer's side: handled, deferred or parked. Rejects when not even
   * that was possible (its database is away): the transport delivers again later.
   */
  deliver: (delivery: Delivery) => Promise<void>;
}

export interface Subscription {
  /** Takes no more deliveries and resolves when the running ones have ended. */
  close(): Promise<void>;
}

/**
 * Carries messages from outbox relays to dispatchers.
 *
 * Guarantee: once `publish` resolves, every consumer gets each of its messages at least once, in the order of
 * publication per topic and subject, also after a crash of either side. Duplicates are possible and are the
 * business of the consumer's inbox, except where `positionOf` and `arrivedSince` let the relay prevent them.
 */
export interface Transport {
  /**
   * What one `publish` call should hold. `topic`: as much as possible, a call is one round trip. `lane`: one subject
   * only, because the call lasts until its consumers have finished and must not make other subjects wait.
   */
  readonly grouping: 'topic' | 'lane';
  /** After this time a started `publish` sends nothing more, whether it resolved or rejected; in ms. */
  readonly publishTimeoutMs: number;

  /** Throws `PublishRefused` when the messages can never be accepted, anything else when it may work later. */
  publish(topic: string, messages: readonly Message[]): Promise<void>;
  subscribe(request: SubscriptionRequest): Promise<Subscription>;

  /** An opaque mark at or before the present end of a topic; undefined when `publish` itself drops known ids. */
  positionOf(topic: string): Promise<string | undefined>;
  /** Those of the ids that reached the topic after the mark. */
  arrivedSince(topic: string, position: string, ids: ReadonlySet<string>): Promise<Set<string>>;

  /** Resolves when messages can be carried now; used by the readiness probe. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The carrier will never take these messages, for example because one is larger than it allows. */
export class PublishRefused extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'PublishRefused';
  }
}
