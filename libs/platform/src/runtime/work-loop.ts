import type { Logger } from '../logging/logger.js';
import { continueTrace, runAs } from '../context.js';
import { newId } from '../ids.js';

export interface WorkLoopOptions {
  name: string;
  /** Claims and does one piece of work; false when there was none. */
  work: () => Promise<boolean>;
  /** How often work is looked for without being woken, ms. */
  pollMs: number;
  /** Pieces worked on at the same time; 1 unless told. */
  parallel?: number;
  logger: Logger;
}

/**
 * Does piece after piece until none is left, then sleeps until it is woken or the polling interval has passed. The
 * pieces are rows in the database that are claimed with a lease, so nothing is lost with the process and replicas share
 * the work. A failed piece is logged and its lane sleeps on it; nothing ends the loop but `stop`.
 */
export class WorkLoop {
  private isStopping = false;
  private readonly sleepers = new Set<() => void>();
  private wakeUps = 0;
  private lanes: Promise<void>[] = [];

  constructor(private readonly options: WorkLoopOptions) {}

  start(): void {
    this.lanes = Array.from({ length: this.options.parallel ?? 1 }, () => this.lane());
  }

  /** To be called after the commit that made work (`afterCommit`); a forgotten call costs one polling interval. */
  readonly wake = (): void => {
    this.wakeUps++;
    this.wakeOne();
  };

  /** One lane is enough for one piece of work; a lane that finds some wakes the next, which may find more. */
  private wakeOne(): void {
    for (const sleeper of this.sleepers) return sleeper();
  }

  /** Resolves when the pieces that are being worked on have ended. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const sleeper of this.sleepers) sleeper();
    await Promise.all(this.lanes);
  }

  private async lane(): Promise<void> {
    while (!this.isStopping) {
      const seen = this.wakeUps;
      const found = await runAs({ requestId: newId('req'), traceparent: continueTrace() }, () => this.once());
      if (found) this.wakeOne();
      else if (seen === this.wakeUps) await this.sleep();
    }
  }

  private async once(): Promise<boolean> {
    try {
      return await this.options.work();
    } catch (error) {
      this.options.logger.error({ err: error, loop: this.options.name }, 'background work failed');
      return false;
    }
  }

  private async sleep(): Promise<void> {
    if (this.isStopping) return;
    await new Promise<void>((resolve) => {
      const awake = (): void => {
        clearTimeout(timer);
        this.sleepers.delete(awake);
        resolve();
      };
      const timer = setTimeout(awake, this.options.pollMs);
      this.sleepers.add(awake);
    });
  }
}
