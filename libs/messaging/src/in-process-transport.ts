import { join } from 'node:path';
import { publicTopics, type Message } from '#libs/contracts';
import { TransientFailure } from '#libs/problems';
import { EventFile } from './event-file.js';
import { describeFailure } from './failures.js';
import { KeyLanes } from './key-lanes.js';
import { groupBy } from './lane-claims.js';
import { silentLogger, type MessagingLogger } from './logger.js';
import type { Subscription, SubscriptionRequest, Transport } from './transport.js';

export interface InProcessTransportOptions {
  /** Folder for one `<topic>.ndjson` per public topic; without it public messages stay in the process. */
  eventsDir?: string;
  /**
   * The services that must have subscribed before anything is published. Without it a service that starts first
   * would publish what a crash has left to nobody, because here nothing is kept for a consumer that is not there.
   */
  consumers?: readonly string[];
  logger?: MessagingLogger;
}

interface Member extends SubscriptionRequest {
  isOpen: boolean;
  running: Set<Promise<unknown>>;
}

/**
 * Carries messages between the services of one process; one instance is shared by all of them.
 *
 * Guarantee: `publish` resolves once every subscribed service has durably handled, deferred or parked the messages.
 * Until then they stay in the sender's outbox, so a crash at any point leads to another delivery and never to a loss.
 * A service that has left, or is awaited and not there yet, makes `publish` reject for its topics.
 */
export class InProcessTransport implements Transport {
  readonly grouping = 'lane';
  readonly publishTimeoutMs = 1_000;
  private readonly members = new Map<string, Member[]>();
  private readonly files = new Map<string, EventFile>();
  private readonly lanes = new KeyLanes(Infinity);
  private readonly logger: MessagingLogger;
  private isClosed = false;

  constructor(private readonly options: InProcessTransportOptions = {}) {
    this.logger = options.logger ?? silentLogger;
  }

  async publish(topic: string, messages: readonly Message[]): Promise<void> {
    const receivers = this.receiversOf(topic);
    await this.appendToFile(topic, messages);
    const lanes = [...groupBy(messages, (message) => message.subject)];
    const deliveries = receivers.flatMap((member) =>
      lanes.map(([subject, lane]) => this.deliverLane(member, topic, subject, lane)),
    );
    const failed = (await Promise.allSettled(deliveries)).find((result) => result.status === 'rejected');
    if (failed)
      throw new TransientFailure('A consumer could not take a message', 1_000, { cause: failed.reason });
  }

  /** Of several subscriptions of one consumer one gets the messages, as with replicas. */
  async subscribe(request: SubscriptionRequest): Promise<Subscription> {
    const member: Member = { ...request, isOpen: true, running: new Set() };
    const others = this.members.get(request.consumer)?.filter(({ isOpen }) => isOpen) ?? [];
    this.members.set(request.consumer, [...others, member]);
    return {
      close: async () => {
        member.isOpen = false;
        await Promise.allSettled(member.running);
      },
    };
  }

  /** Files drop what they know, and consumers have an inbox: no position is needed. */
  async positionOf(): Promise<undefined> {
    return undefined;
  }

  async arrivedSince(): Promise<Set<string>> {
    return new Set();
  }

  async ping(): Promise<void> {
    if (this.isClosed) throw new TransientFailure('The bus is closed');
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.files.values()].map((file) => file.close()));
  }

  private receiversOf(topic: string): Member[] {
    if (this.isClosed) throw new TransientFailure('The bus is closed');
    const missing = (this.options.consumers ?? []).filter((consumer) => !this.members.has(consumer));
    if (missing.length > 0)
      throw new TransientFailure(`Not all services have started: ${missing.join(', ')}`);
    return [...this.members].flatMap(([consumer, members]) => {
      const interested = members.filter((member) => member.topics.includes(topic));
      const open = interested.find((member) => member.isOpen);
      if (interested.length > 0 && !open) throw new TransientFailure(`${consumer} has stopped`);
      return open ? [open] : [];
    });
  }

  /** Consumers get what would have come off a wire: plain JSON, and nothing that the sender still holds. */
  private async deliverLane(
    member: Member,
    topic: string,
    subject: string,
    lane: readonly Message[],
  ): Promise<void> {
    const work = this.lanes.run(`${member.consumer}|${topic}|${subject}`, async () => {
      for (const message of lane) {
        if (!member.isOpen) throw new TransientFailure(`${member.consumer} has stopped`);
        await member.deliver({ topic, message: JSON.parse(JSON.stringify(message)) as Message });
      }
    });
    member.running.add(work);
    try {
      await work;
    } catch (error) {
      const fields = { consumer: member.consumer, topic, subject, failure: describeFailure(error) };
      this.logger.warn(fields, 'A delivery failed and comes again');
      throw error;
    } finally {
      member.running.delete(work);
    }
  }

  private async appendToFile(topic: string, messages: readonly Message[]): Promise<void> {
    const { eventsDir } = this.options;
    const isPublic = (publicTopics as readonly string[]).includes(topic);
    if (eventsDir === undefined || !isPublic) return;
    let file = this.files.get(topic);
    if (!file) {
      file = new EventFile(join(eventsDir, `${topic}.ndjson`));
      this.files.set(topic, file);
    }
    await file.append(messages);
  }
}
