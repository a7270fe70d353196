import { setTimeout as pause } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { partitionsPerTopic } from '#libs/contracts';
import { TransientFailure } from '#libs/problems';
import type { MessagingLogger } from '../logger.js';

const limitMs = 60_000;
const betweenTriesMs = 200;

/** Makes topics that are missing. Topics that exist stay as they are, whoever made them. */
export class KafkaTopics {
  private readonly known = new Set<string>();

  constructor(
    private readonly admin: Admin,
    private readonly logger: MessagingLogger,
    /** -1 leaves it to the broker's default. */
    private readonly replicationFactor: number,
  ) {}

  /**
   * Resolves once every topic has a leader for each partition. On an empty cluster all services create the same topics
   * at the same time and see each other's half-made ones, so a failed try is repeated for a while.
   */
  async ensure(topics: readonly string[]): Promise<void> {
    const unknown = topics.filter((topic) => !this.known.has(topic));
    if (unknown.length === 0) return;
    const deadline = performance.now() + limitMs;
    for (;;) {
      const failure = await this.attempt(unknown);
      if (!failure) break;
      if (performance.now() > deadline)
        throw new TransientFailure('Kafka did not make the topics', 1_000, { cause: failure });
      await pause(betweenTriesMs);
    }
    for (const topic of unknown) this.known.add(topic);
  }

  /** What stood in the way, or undefined when all topics are ready. */
  private async attempt(topics: readonly string[]): Promise<unknown> {
    try {
      const present = new Set(await this.admin.listTopics());
      const missing = topics.filter((topic) => !present.has(topic));
      if (missing.length > 0) await this.create(missing);
      const { topics: described } = await this.admin.fetchTopicMetadata({ topics: [...topics] });
      const isReady = described.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
      return isReady ? undefined : new Error('some partitions have no leader yet');
    } catch (error) {
      return error ?? new Error('unknown');
    }
  }

  private async create(topics: readonly string[]): Promise<void> {
    await this.admin.createTopics({
      waitForLeaders: false,
      topics: topics.map((topic) => ({
        topic,
        numPartitions: topic.endsWith('.dlq') ? 1 : partitionsPerTopic,
        replicationFactor: this.replicationFactor,
      })),
    });
    this.logger.info({ topics }, 'Topics were created');
  }
}
