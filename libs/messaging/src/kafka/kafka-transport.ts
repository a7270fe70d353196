import { setTimeout as pause } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import type { Message } from '#libs/contracts';
import { TransientFailure } from '#libs/problems';
import { deadLetterTopic } from '../dead-letters.js';
import { silentLogger, type MessagingLogger } from '../logger.js';
import type { Subscription, SubscriptionRequest, Transport } from '../transport.js';
import { makeKafka, type KafkaConnection } from './kafka-client.js';
import { KafkaPositions } from './kafka-positions.js';
import { KafkaProducer } from './kafka-producer.js';
import { KafkaSubscription } from './kafka-subscription.js';
import { KafkaTopics } from './kafka-topics.js';

export interface KafkaTransportOptions extends KafkaConnection {
  /** Of topics that this transport creates; -1, the default, leaves it to the broker. */
  replicationFactor?: number;
  logger?: MessagingLogger;
}

const readyLimitMs = 60_000;
const pingLimitMs = 3_000;
const openAttempts = 10;
const openPauseMs = 500;

/** Carries messages over Kafka: CloudEvents in binary mode, the subject as key, one consumer group per service. */
export class KafkaTransport implements Transport {
  readonly grouping = 'topic';
  readonly publishTimeoutMs = 5_000;
  private readonly topics: KafkaTopics;
  private readonly positions: KafkaPositions;
  private readonly producer: KafkaProducer;

  private constructor(
    private readonly kafka: Kafka,
    private readonly admin: Admin,
    private readonly options: KafkaTransportOptions,
    private readonly logger: MessagingLogger,
  ) {
    this.topics = new KafkaTopics(admin, logger, options.replicationFactor ?? -1);
    this.positions = new KafkaPositions(kafka, admin, options.clientId);
    this.producer = new KafkaProducer(options, logger, this.publishTimeoutMs);
  }

  /** Connects to the cluster; throws a `TransientFailure` when it does not answer. */
  static async connect(options: KafkaTransportOptions): Promise<KafkaTransport> {
    const logger = options.logger ?? silentLogger;
    const kafka = makeKafka(options, logger);
    const admin = kafka.admin();
    try {
      await admin.connect();
    } catch (error) {
      throw new TransientFailure('Kafka does not answer', 1_000, { cause: error });
    }
    return new KafkaTransport(kafka, admin, options, logger);
  }

  async publish(topic: string, messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    await this.topics.ensure([topic]);
    await this.producer.send(topic, messages);
  }

  async subscribe(request: SubscriptionRequest): Promise<Subscription> {
    if (request.topics.length === 0) return { close: async () => undefined };
    const parking = request.topics.map((topic) => deadLetterTopic(topic, request.consumer));
    await this.topics.ensure([...request.topics, ...parking]);
    await this.coordinatorReady(`kyc-${request.consumer}`);
    return this.open(request);
  }

  /** Brokers learn of a new topic one after the other; one that has not yet refuses the first subscriber for a moment. */
  private async open(request: SubscriptionRequest): Promise<Subscription> {
    for (let attempt = 1; ; attempt++) {
      const subscription = new KafkaSubscription(this.kafka, request, this.logger);
      try {
        await subscription.open();
        return subscription;
      } catch (error) {
        await subscription.close();
        if (attempt === openAttempts) throw error;
        await pause(openPauseMs);
      }
    }
  }

  async positionOf(topic: string): Promise<string> {
    await this.topics.ensure([topic]);
    return this.positions.endOf(topic);
  }

  async arrivedSince(topic: string, position: string, ids: ReadonlySet<string>): Promise<Set<string>> {
    return this.positions.arrivedSince(topic, position, ids);
  }

  async ping(): Promise<void> {
    const answer = this.admin.describeCluster();
    answer.catch(() => undefined);
    const limit = pause(pingLimitMs, undefined, { ref: false }).then(() => {
      throw new TransientFailure('Kafka does not answer');
    });
    await Promise.race([answer, limit]);
  }

  async close(): Promise<void> {
    await this.producer.close();
    await this.admin.disconnect();
  }

  /**
   * A new cluster makes its offsets topic when the first group asks for a coordinator, and answers with errors until
   * that is done. Waiting for the coordinator keeps those apart from errors that mean something.
   */
  private async coordinatorReady(groupId: string): Promise<void> {
    const quiet = makeKafka(this.options, silentLogger).admin({
      retry: { retries: 1, initialRetryTime: 100 },
    });
    const deadline = performance.now() + readyLimitMs;
    try {
      await quiet.connect();
      for (;;) {
        const error = await quiet.describeGroups([groupId]).then(
          () => undefined,
          (failure: unknown) => failure ?? new Error('unknown'),
        );
        if (error === undefined) return;
        if (performance.now() > deadline) {
          throw new TransientFailure('Kafka has no group coordinator', 1_000, { cause: error });
        }
        await pause(200);
      }
    } finally {
      await quiet.disconnect();
    }
  }
}
