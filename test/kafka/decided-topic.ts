import { randomUUID } from 'node:crypto';
import { appendFile, writeFile } from 'node:fs/promises';
import kafkajs, { type KafkaMessage } from 'kafkajs';
import { waitUntil } from '../e2e/stack/wait-until.js';

const topic = 'kyc.session.decided.v1';
const topicLimitMs = 300_000;

/**
 * Another company's system: reads the public topic from its first message, committed ones only, and writes each as a
 * CloudEvent in JSON to a file. It knows the contract (topic, CloudEvents' `ce_` headers) and none of the product's code.
 */
export class DecidedTopicReader {
  private readonly kafka: kafkajs.Kafka;
  private consumer: kafkajs.Consumer | undefined;
  private closing = false;
  private started: Promise<void> = Promise.resolve();

  constructor(
    brokers: string[],
    readonly file: string,
  ) {
    this.kafka = new kafkajs.Kafka({
      clientId: 'independent-reader',
      brokers,
      logLevel: kafkajs.logLevel.NOTHING,
    });
  }

  /** Begins to read as soon as the topic exists. A reader must not make it: it would get the broker's defaults. */
  async start(): Promise<void> {
    await writeFile(this.file, '');
    this.started = this.readWhenThere();
    this.started.catch(() => undefined);
  }

  /** @throws Error when reading could not begin */
  async close(): Promise<void> {
    this.closing = true;
    await this.started;
    await this.consumer?.disconnect();
  }

  private async readWhenThere(): Promise<void> {
    const admin = this.kafka.admin();
    await admin.connect();
    await waitUntil(
      `the topic ${topic}`,
      async () => (this.closing || (await admin.listTopics()).includes(topic) ? true : undefined),
      topicLimitMs,
    ).finally(() => admin.disconnect());
    if (this.closing) return;
    this.consumer = this.kafka.consumer({
      groupId: `independent-reader-${randomUUID()}`,
      readUncommitted: false,
      allowAutoTopicCreation: false,
    });
    await this.consumer.connect();
    await this.consumer.subscribe({ topic, fromBeginning: true });
    await this.consumer.run({
      eachMessage: async ({ message }) => appendFile(this.file, `${JSON.stringify(asCloudEvent(message))}\n`),
    });
  }
}

/** CloudEvents 1.0, Kafka protocol binding, binary content mode. */
function asCloudEvent({ headers = {}, value, key }: KafkaMessage): Record<string, unknown> {
  const attributes = Object.entries(headers)
    .filter(([name]) => name.startsWith('ce_'))
    .map(([name, text]) => [name.slice(3), String(text)] as const);
  const data: unknown = JSON.parse(value?.toString('utf8') ?? 'null');
  return { ...Object.fromEntries(attributes), kafkakey: key?.toString('utf8'), data };
}
