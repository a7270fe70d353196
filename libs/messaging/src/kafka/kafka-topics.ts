import type { Admin } from 'kafkajs';
import { partitionsPerTopic } from '#libs/contracts';
import type { MessagingLogger } from '../logger.js';

/** Makes topics that are missing. Topics that exist stay as they are, whoever made them. */
export class KafkaTopics {
  private readonly known = new Set<string>();

  constructor(
    private readonly admin: Admin,
    private readonly logger: MessagingLogger,
    /** -1 leaves it to the broker's default. */
    private readonly replicationFactor: number,
  ) {}

  async ensure(topics: readonly string[]): Promise<void> {
    const unknown = topics.filter((topic) => !this.known.has(topic));
    if (unknown.length === 0) return;
    const present = new Set(await this.admin.listTopics());
    const missing = unknown.filter((topic) => !present.has(topic));
    if (missing.length > 0) {
      await this.admin.createTopics({
        waitForLeaders: true,
        topics: missing.map((topic) => ({
          topic,
          numPartitions: topic.endsWith('.dlq') ? 1 : partitionsPerTopic,
          replicationFactor: this.replicationFactor,
        })),
      });
      this.logger.info({ topics: missing }, 'Topics were created');
    }
    for (const topic of unknown) this.known.add(topic);
  }
}
