import { CompressionTypes, Partitioners, type Producer } from 'kafkajs';
import type { Message } from '#libs/contracts';
import { TransientFailure } from '#libs/problems';
import type { MessagingLogger } from '../logger.js';
import { PublishRefused } from '../transport.js';
import { makeKafka, SocketGate, type KafkaConnection } from './kafka-client.js';
import { encodeRecord } from './kafka-codec.js';

/** Protocol errors that say: not these records, not now and not later. */
const refusals = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'UNSUPPORTED_FOR_MESSAGE_FORMAT',
]);

interface Sender {
  gate: SocketGate;
  connected: Promise<Producer>;
}

/**
 * Sends with an idempotent producer and waits for all in-sync replicas.
 *
 * After any failure the producer is thrown away. kafkajs numbers batches per partition and takes the number back when
 * a send fails; a batch that did arrive (only its answer was lost) leaves the broker one ahead, and the broker would
 * then drop the next, different batch as a duplicate. A new producer starts with numbers of its own. Its sockets are
 * cut as well, so that nothing of the failed send is on its way any more when `send` rejects.
 */
export class KafkaProducer {
  private sender: Sender | undefined;

  constructor(
    private readonly connection: KafkaConnection,
    private readonly logger: MessagingLogger,
    /** A send has ended, one way or the other, after this time in ms. */
    readonly timeoutMs: number,
  ) {}

  async send(topic: string, messages: readonly Message[]): Promise<void> {
    const sender = (this.sender ??= this.connect());
    try {
      await this.withinTimeout(
        sender.connected.then((producer) =>
          producer.send({
            topic,
            acks: -1,
            timeout: this.timeoutMs,
            compression: CompressionTypes.None,
            messages: messages.map(encodeRecord),
          }),
        ),
      );
    } catch (error) {
      this.discard(sender);
      if (isRefusal(error)) throw new PublishRefused('Kafka does not accept the messages', { cause: error });
      throw new TransientFailure('Kafka did not confirm the messages', 1_000, { cause: error });
    }
  }

  async close(): Promise<void> {
    const { sender } = this;
    this.sender = undefined;
    const producer = await sender?.connected.catch(() => undefined);
    await producer?.disconnect();
  }

  private connect(): Sender {
    const gate = new SocketGate();
    const producer = makeKafka(this.connection, this.logger, gate).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: 1, initialRetryTime: 100, maxRetryTime: 500 },
    });
    const connected = producer.connect().then(() => producer);
    connected.catch(() => undefined);
    return { gate, connected };
  }

  /** Sends that share the failed producer fail with it; their rows are looked up or dropped by inboxes as any other. */
  private discard(sender: Sender): void {
    if (this.sender === sender) this.sender = undefined;
    sender.gate.shut();
    void sender.connected.then((producer) => producer.disconnect()).catch(() => undefined);
  }

  private async withinTimeout<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('No answer in time')), this.timeoutMs);
    });
    try {
      return await Promise.race([work, limit]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('type' in error && typeof error.type === 'string' && refusals.has(error.type)) return true;
  return 'cause' in error && isRefusal(error.cause);
}
