import type { MessageContract } from '#libs/contracts';
import type { Database } from '#libs/persistence';
import { Handlers, type Concern, type Handler } from './handlers.js';
import { KeyLanes } from './key-lanes.js';
import { silentLogger, type MessagingLogger } from './logger.js';
import { MessageHandling, type Around, type Outcome, type Settled } from './message-handling.js';
import { defaultRetryPolicy, type RetryPolicy } from './retry-policy.js';
import { RetryWorker } from './retry-worker.js';
import type { Delivery, Subscription, Transport } from './transport.js';

export interface DispatcherOptions {
  /** The service; its replicas share the work. */
  consumer: string;
  retry?: Partial<RetryPolicy>;
  /** Handlers that run at the same time, for different subjects. Default 16. */
  concurrency?: number;
  /** How often deferred messages are looked for without being woken, in ms. Default 1,000. */
  pollMs?: number;
  /** How long a crashed replica keeps a deferred message, in ms. Default 90,000; must exceed a transaction's 60 s. */
  deferredLeaseMs?: number;
  clock?: () => Date;
  /** Between 0 and 1, for the jitter of retries. */
  random?: () => number;
  logger?: MessagingLogger;
  /** Put around every handler; nothing unless told. */
  around?: Around;
}

export type Counts = Record<Outcome, number>;

/**
 * Receives a service's messages and has each handled once: by type, in order per subject, with retries that hold up
 * nothing but their own subject.
 *
 * One subject's handlers run one after another within a process also across topics, because they tend to write the
 * same session. Across replicas that holds per topic; there the optimistic version of the session decides.
 */
export class Dispatcher {
  private readonly handlers = new Handlers();
  private readonly handling: MessageHandling;
  private readonly lanes: KeyLanes;
  private readonly options: Required<Omit<DispatcherOptions, 'retry'>>;
  private readonly tally = emptyCounts();
  private running: { subscription: Subscription; worker: RetryWorker } | undefined;

  constructor(db: Database, options: DispatcherOptions) {
    this.options = withDefaults(options);
    this.lanes = new KeyLanes(this.options.concurrency);
    this.handling = new MessageHandling(db, this.handlers, {
      ...this.options,
      retry: { ...defaultRetryPolicy, ...options.retry },
    });
  }

  /**
   * Registers the one handler of a message type; before `start`. A second one for a type is a defect.
   *
   * @param concerns tells by the payload alone which messages there is anything to do about; all unless told
   */
  on<C extends MessageContract>(contract: C, handler: Handler<C>, concerns?: Concern<C>): void {
    if (this.running) throw new Error(`The handler of ${contract.type} comes after the start`);
    this.handlers.add(contract, handler, concerns);
  }

  /** Makes the indexes, subscribes to the topics of all handlers and starts working. */
  async start(transport: Transport): Promise<void> {
    if (this.running) throw new Error('The dispatcher runs already');
    await this.handling.ensureIndexes();
    const worker = this.makeWorker(transport);
    const { consumer } = this.options;
    const deliver = (delivery: Delivery): Promise<void> => this.deliver(delivery, worker);
    const subscription = await transport.subscribe({ consumer, topics: this.handlers.topics, deliver });
    this.running = { subscription, worker };
    worker.start();
  }

  /** Takes nothing new and resolves when the running handlers have ended. */
  async stop(): Promise<void> {
    const running = this.running;
    if (!running) return;
    this.running = undefined;
    await Promise.all([running.subscription.close(), running.worker.stop()]);
    await this.lanes.idle();
  }

  /** What became of messages since the start, for metrics. */
  get counts(): Readonly<Counts> {
    return { ...this.tally };
  }

  private async deliver(delivery: Delivery, worker: RetryWorker): Promise<void> {
    const subject = 'message' in delivery ? delivery.message.subject : delivery.unreadable.key;
    const { outcome, dueAt } = await this.lanes.run(subject, () => this.handling.first(delivery));
    this.tally[outcome] += 1;
    if (dueAt) worker.expect(dueAt);
    if (outcome === 'parked') worker.expect(this.options.clock());
  }

  private makeWorker(transport: Transport): RetryWorker {
    const { pollMs, deferredLeaseMs: leaseMs, clock, logger } = this.options;
    return new RetryWorker(this.handling, {
      ...{ pollMs, leaseMs, clock, logger },
      attempt: async (row): Promise<Settled> => {
        const settled = await this.lanes.run(row.envelope.subject, () => this.handling.again(row));
        this.tally[settled.outcome] += 1;
        return settled;
      },
      publish: (topic, message) => transport.publish(topic, [message]),
    });
  }
}

function withDefaults(options: DispatcherOptions): Required<Omit<DispatcherOptions, 'retry'>> {
  return {
    consumer: options.consumer,
    concurrency: options.concurrency ?? 16,
    pollMs: options.pollMs ?? 1_000,
    deferredLeaseMs: options.deferredLeaseMs ?? 90_000,
    clock: options.clock ?? (() => new Date()),
    random: options.random ?? Math.random,
    logger: options.logger ?? silentLogger,
    around: options.around ?? ((_message, handle) => handle()),
  };
}

function emptyCounts(): Counts {
  return { handled: 0, duplicate: 0, refused: 0, deferred: 0, parked: 0, skipped: 0, lost: 0 };
}
