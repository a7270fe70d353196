import type { Logger } from '#libs/platform';

export interface WorkLoopOptions {
  name: string;
  /** Does one piece of work; false when there was none. */
  work: () => Promise<boolean>;
  /** How often work is looked for without being woken, ms. */
  pollMs: number;
  logger: Logger;
}

/**
 * Does one piece of work after the other until none is left, then sleeps until somebody wakes it or the polling
 * interval has passed. A failed piece is logged and the loop sleeps on it; nothing ends the loop but `stop`.
 */
export class WorkLoop {
  private isStopping = false;
  private isDue = false;
  private wakeSleeper: (() => void) | undefined;
  private ended: Promise<void> = Promise.resolve();

  constructor(private readonly options: WorkLoopOptions) {}

  start(): void {
    this.ended = this.run();
  }

  /** To be called after a commit that made work; a forgotten call costs one polling interval. */
  wake(): void {
    this.isDue = true;
    this.wakeSleeper?.();
  }

  /** Resolves when the piece that is being worked on has ended. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.wake();
    await this.ended;
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      this.isDue = false;
      if (!(await this.workOnce())) await this.sleep();
    }
  }

  private async workOnce(): Promise<boolean> {
    try {
      return await this.options.work();
    } catch (error) {
      this.options.logger.error({ err: error, loop: this.options.name }, 'background work failed');
      this.isDue = false;
      return false;
    }
  }

  private async sleep(): Promise<void> {
    if (this.isDue || this.isStopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.options.pollMs);
      this.wakeSleeper = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeSleeper = undefined;
  }
}
