import type { Message } from '#libs/contracts';
import { describeFailure } from './failures.js';
import type { MessagingLogger } from './logger.js';
import type { MessageHandling, Settled } from './message-handling.js';
import type { DeferredRow } from './deferred-messages.js';
import { WakeUp } from './wake-up.js';

export interface RetryWorkerOptions {
  /** How often the queue is looked at at least, in ms. */
  pollMs: number;
  /** How long a crashed worker keeps a message, in ms; longer than any transaction lives, so never renewed. */
  leaseMs: number;
  clock: () => Date;
  logger: MessagingLogger;
  /** Runs one attempt in its turn among everything else of the same subject. */
  attempt: (row: DeferredRow) => Promise<Settled>;
  /** Puts a message on a dead letter topic. */
  publish: (topic: string, message: Message) => Promise<void>;
}

const lanesPerLook = 100;

/**
 * Works off deferred messages, head of lane first, and shows parked ones on their topics. Any number of replicas may
 * run it: a lane's head is claimed with a lease, and removing it is fenced by the claim. Leases are counted on the
 * replicas' clocks; they hold as long as these differ by less than the lease exceeds a transaction's life.
 */
export class RetryWorker {
  private readonly wakeUp = new WakeUp();
  private readonly busy = new Map<string, Promise<void>>();
  private nextDueAt = Infinity;
  private loop: Promise<void> | undefined;
  private isRunning = false;

  constructor(
    private readonly handling: MessageHandling,
    private readonly options: RetryWorkerOptions,
  ) {}

  start(): void {
    this.isRunning = true;
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.isRunning = false;
    this.wakeUp.now();
    await this.loop;
    await Promise.all(this.busy.values());
  }

  /** Says that there is something to do at this time, so that it does not wait for the next look. */
  expect(dueAt: Date): void {
    this.nextDueAt = Math.min(this.nextDueAt, dueAt.getTime());
    this.wakeUp.now();
  }

  private async run(): Promise<void> {
    while (this.isRunning) {
      const now = this.options.clock();
      if (this.nextDueAt <= now.getTime()) this.nextDueAt = Infinity;
      await this.guarded('Deferred messages cannot be read', () => this.startDueLanes(now));
      await this.guarded('A dead letter cannot be shown yet', () => this.announceAll());
      const untilDue = this.nextDueAt - this.options.clock().getTime();
      await this.wakeUp.wait(Math.max(0, Math.min(this.options.pollMs, untilDue)));
    }
  }

  private async startDueLanes(now: Date): Promise<void> {
    for (const lane of await this.handling.deferred.dueLanes(now, lanesPerLook)) {
      if (this.busy.has(lane)) continue;
      const work = this.guarded('A deferred message cannot be worked on', () => this.drain(lane)).finally(
        () => this.busy.delete(lane),
      );
      this.busy.set(lane, work);
    }
  }

  /** Works the lane until it is empty or its head has to wait. */
  private async drain(lane: string): Promise<void> {
    const { clock, leaseMs } = this.options;
    while (this.isRunning) {
      const row = await this.handling.deferred.claimHead(lane, clock(), leaseMs);
      if (!row) return;
      const { dueAt } = await this.options.attempt(row);
      if (dueAt) {
        this.expect(dueAt);
        return;
      }
    }
  }

  private async announceAll(): Promise<void> {
    while (this.isRunning && (await this.handling.deadLetters.announceNext(this.options.publish)));
  }

  private async guarded(text: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.options.logger.warn({ failure: describeFailure(error) }, text);
    }
  }
}
