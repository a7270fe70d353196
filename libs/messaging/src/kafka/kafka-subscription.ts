import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { TransientFailure } from '#libs/problems';
import { describeFailure } from '../failures.js';
import { groupBy } from '../lane-claims.js';
import type { MessagingLogger } from '../logger.js';
import { Resting } from '../resting.js';
import type { Delivery, Subscription, SubscriptionRequest } from '../transport.js';
import { decodeRecord, textHeaders } from './kafka-codec.js';

const sessionTimeoutMs = 10_000;
const heartbeatMs = 3_000;
const joinLimitMs = 60_000;

/**
 * One consumer group member.
 *
 * A batch is worked in lanes, one per key, side by side; the offset moves up to the first record that is not done. A
 * beat runs beside the work, so a slow handler does not cost the membership. When a delivery cannot be made durable
 * the partition rests and is read again from there, while other partitions go on.
 *
 * The client asks a broker for more only when it has finished what that broker sent last, so one slow handler delays
 * other keys by at most its own duration; long work belongs into jobs.
 */
export class KafkaSubscription implements Subscription {
  private consumer: Consumer | undefined;
  private isClosed = false;
  private readonly resting = new Resting({ firstMs: 500, longestMs: 30_000 });
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly kafka: Kafka,
    private readonly request: SubscriptionRequest,
    private readonly logger: MessagingLogger,
  ) {}

  /** Resolves when the group has given this member its partitions. */
  async open(): Promise<void> {
    const { consumer: name, topics } = this.request;
    const consumer = this.kafka.consumer({
      groupId: `kyc-${name}`,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: 60_000,
      heartbeatInterval: heartbeatMs,
      maxWaitTimeInMs: 500,
      allowAutoTopicCreation: false,
      retry: { retries: 8, initialRetryTime: 200, maxRetryTime: 5_000 },
    });
    this.consumer = consumer;
    const joined = joinOf(consumer);
    joined.catch(() => undefined);
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) this.later(1_000, () => void this.reopen());
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 12,
      autoCommitInterval: 1_000,
      eachBatch: (payload) => this.handleBatch(payload),
    });
    await joined;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const timer of this.timers) clearTimeout(timer);
    await this.consumer?.disconnect();
  }

  private async handleBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const progress = new Progress(batch.messages, (offset) => payload.resolveOffset(offset));
    let isLeaving = false;
    const beat = setInterval(() => {
      payload
        .heartbeat()
        .then(() => payload.commitOffsetsIfNecessary())
        .catch(() => (isLeaving = true));
    }, heartbeatMs);
    const mayGoOn = (): boolean => !isLeaving && !this.isClosed && payload.isRunning() && !payload.isStale();
    try {
      const lanes = groupBy(batch.messages, (record) => record.key?.toString() ?? '');
      const work = [...lanes.values()].map((lane) => this.handleLane(payload, lane, progress, mayGoOn));
      const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
      if (failed) this.rest(payload, failed.reason);
      else this.resting.worked(placeOf(batch));
    } finally {
      clearInterval(beat);
    }
  }

  private async handleLane(
    { batch }: EachBatchPayload,
    records: KafkaMessage[],
    progress: Progress,
    mayGoOn: () => boolean,
  ): Promise<void> {
    for (const record of records) {
      if (!mayGoOn()) return;
      await this.request.deliver(toDelivery(batch.topic, batch.partition, record));
      progress.done(record.offset);
    }
  }

  private rest(payload: EachBatchPayload, reason: unknown): void {
    const { topic, partition } = payload.batch;
    const retryInMs = this.resting.failed(placeOf(payload.batch));
    const fields = {
      consumer: this.request.consumer,
      topic,
      partition,
      retryInMs,
      failure: describeFailure(reason),
    };
    this.logger.warn(fields, 'A delivery failed and comes again');
    const resume = payload.pause();
    this.later(retryInMs, resume);
  }

  /** The client gives up on errors it takes for final; the service must not go deaf because of that. */
  private async reopen(): Promise<void> {
    if (this.isClosed) return;
    try {
      await this.consumer?.disconnect().catch(() => undefined);
      await this.open();
    } catch (error) {
      this.logger.error(
        { consumer: this.request.consumer, failure: describeFailure(error) },
        'The consumer could not be opened again yet',
      );
      this.later(this.resting.failed(''), () => void this.reopen());
    }
  }

  private later(ms: number, work: () => void): void {
    if (this.isClosed) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, ms);
    this.timers.add(timer);
  }
}

/** Resolves offsets up to the first record that is not done. */
class Progress {
  private readonly finished = new Set<string>();
  private next = 0;

  constructor(
    private readonly records: readonly KafkaMessage[],
    private readonly resolve: (offset: string) => void,
  ) {}

  done(offset: string): void {
    this.finished.add(offset);
    let last: string | undefined;
    for (let record = this.records[this.next]; record && this.finished.has(record.offset);) {
      last = record.offset;
      this.next += 1;
      record = this.records[this.next];
    }
    if (last !== undefined) this.resolve(last);
  }
}

function toDelivery(topic: string, partition: number, record: KafkaMessage): Delivery {
  const decoded = decodeRecord(record);
  if ('message' in decoded) return { topic, message: decoded.message };
  return {
    topic,
    unreadable: {
      id: `${topic}/${partition}/${record.offset}`,
      key: record.key?.toString() ?? '',
      reason: decoded.reason,
      raw: { headers: textHeaders(record), valueBase64: record.value?.toString('base64') ?? '' },
    },
  };
}

function placeOf({ topic, partition }: { topic: string; partition: number }): string {
  return `${topic}/${partition}`;
}

async function joinOf(consumer: Consumer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new TransientFailure('The Kafka consumer group did not come together in time')),
      joinLimitMs,
    ).unref();
    consumer.on(consumer.events.GROUP_JOIN, () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
