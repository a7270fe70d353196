import { randomUUID } from 'node:crypto';
import type { Admin, Consumer, Kafka } from 'kafkajs';
import { TransientFailure } from '#libs/problems';
import { textHeaders } from './kafka-codec.js';

type Offsets = Map<number, bigint>;

/** Looking through what was published since a mark may take this long, in ms. */
const lookLimitMs = 30_000;

/** Reads where topics end, and what has arrived on them since. */
export class KafkaPositions {
  constructor(
    private readonly kafka: Kafka,
    private readonly admin: Admin,
    private readonly clientId: string,
  ) {}

  /** The end of every partition as `partition:offset` pairs. */
  async endOf(topic: string): Promise<string> {
    return [...(await this.ends(topic))].map(([partition, offset]) => `${partition}:${offset}`).join(',');
  }

  /** Those of the ids that a record between the mark and the present end carries as its `ce_id`. */
  async arrivedSince(topic: string, position: string, ids: ReadonlySet<string>): Promise<Set<string>> {
    const from = parsePosition(position);
    const ends = await this.ends(topic);
    const behind = new Map([...ends].filter(([partition, end]) => (from.get(partition) ?? 0n) < end));
    if (behind.size === 0) return new Set();
    const groupId = `${this.clientId}-look-${randomUUID()}`;
    const consumer = this.kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 200 });
    try {
      return await this.look(consumer, { topic, from, ends, behind, ids });
    } finally {
      await consumer.disconnect();
      // The group was only a way to read; one that stays is forgotten by the broker after a week.
      await this.admin.deleteGroups([groupId]).catch(() => undefined);
    }
  }

  private async ends(topic: string): Promise<Offsets> {
    const offsets = await this.admin.fetchTopicOffsets(topic);
    return new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
  }

  private async look(
    consumer: Consumer,
    range: { topic: string; from: Offsets; ends: Offsets; behind: Offsets; ids: ReadonlySet<string> },
  ): Promise<Set<string>> {
    const { topic, from, ends, behind, ids } = range;
    const found = new Set<string>();
    const left = new Set(behind.keys());
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new TransientFailure('Kafka could not be read back in time')),
        lookLimitMs,
      );
      const end = (): void => {
        clearTimeout(timer);
        resolve();
      };
      consumer
        .run({
          autoCommit: false,
          eachBatch: async ({ batch }) => {
            for (const message of batch.messages) {
              const id = textHeaders(message)['ce_id'];
              if (id !== undefined && ids.has(id)) found.add(id);
            }
            if (BigInt(batch.lastOffset()) + 1n >= (ends.get(batch.partition) ?? 0n))
              left.delete(batch.partition);
            if (left.size === 0) end();
          },
        })
        .catch(reject);
      for (const [partition, last] of ends) {
        const start = left.has(partition) ? (from.get(partition) ?? 0n) : last;
        consumer.seek({ topic, partition, offset: start.toString() });
      }
    });
    return found;
  }
}

function parsePosition(position: string): Offsets {
  const pairs = position.split(',').map((pair) => pair.split(':'));
  return new Map(pairs.map(([partition = '0', offset = '0']) => [Number(partition), BigInt(offset)]));
}
