import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { continueTrace, LOGGER, runAs, WorkLoop, type Logger } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { SessionRepository } from '../sessions/session.repository.js';
import { ConcludeRun } from './conclude-run.js';
import { RunAlarm } from './run-alarm.js';

/** Longer than the end of a round ever takes; after it another worker may try. */
const leaseMs = 30_000;
const firstRetryMs = 500;
const lastRetryMs = 60_000;

/** Finds sessions whose round of checks is over, or has run out of time, and concludes it. The session's row is the job. */
@Injectable()
export class CheckRunWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: WorkLoop;

  constructor(
    private readonly sessions: SessionRepository,
    private readonly concludeRun: ConcludeRun,
    alarm: RunAlarm,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.loop = new WorkLoop({
      name: 'check runs',
      work: () => this.concludeNext(),
      pollMs: 1_000,
      parallel: 4,
      logger,
    });
    alarm.set(this.loop.wake);
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  private async concludeNext(): Promise<boolean> {
    const due = await this.sessions.claimDue(new Date(), leaseMs);
    if (!due) return false;
    const { id, tenantId, run } = due;
    try {
      const context = { requestId: id, traceparent: continueTrace(run?.traceparent) };
      await runAs(context, () => this.concludeRun.run(tenantId, id));
    } catch (error) {
      if (error instanceof DomainRefusal && error.code === 'not_found') return true;
      const attempts = run?.attempts ?? 0;
      this.logger.error(
        { err: error, session_id: id, attempts },
        'a check run failed to end; it is tried again',
      );
      await this.sessions.postpone(tenantId, id, retryAt(attempts));
    }
    return true;
  }
}

/** Each time after a longer pause. */
function retryAt(attempts: number): Date {
  return new Date(Date.now() + Math.min(firstRetryMs * 2 ** Math.min(attempts, 10), lastRetryMs));
}
