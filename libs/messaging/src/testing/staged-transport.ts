import type { Message } from '#libs/contracts';
import type { Subscription, SubscriptionRequest, Transport } from '../transport.js';

type Publish = (topic: string, messages: readonly Message[]) => Promise<void>;

/** A transport whose publishing a test can interrupt, with a send deadline short enough for short leases. */
export class StagedTransport implements Transport {
  readonly publishTimeoutMs = 300;
  /** Runs instead of `publish`; gets the real one. */
  intercept: (real: Publish, topic: string, messages: readonly Message[]) => Promise<void> = (
    real,
    topic,
    messages,
  ) => real(topic, messages);

  constructor(private readonly real: Transport) {}

  get grouping(): 'topic' | 'lane' {
    return this.real.grouping;
  }

  publish(topic: string, messages: readonly Message[]): Promise<void> {
    return this.intercept((...args) => this.real.publish(...args), topic, messages);
  }

  subscribe(request: SubscriptionRequest): Promise<Subscription> {
    return this.real.subscribe(request);
  }

  positionOf(topic: string): Promise<string | undefined> {
    return this.real.positionOf(topic);
  }

  arrivedSince(topic: string, position: string, ids: ReadonlySet<string>): Promise<Set<string>> {
    return this.real.arrivedSince(topic, position, ids);
  }

  ping(): Promise<void> {
    return this.real.ping();
  }

  close(): Promise<void> {
    return this.real.close();
  }
}
