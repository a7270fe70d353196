import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { continueTrace, LOGGER, runAs, WorkLoop, type Logger } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { Session } from '../sessions/session.js';
import { SessionRepository, type SessionListing } from '../sessions/session.repository.js';
import { leaseMs } from './check-runs.js';
import { ConcludeRun } from './conclude-run.js';
import { RunAlarm } from './run-alarm.js';

const firstRetryMs = 500;
const lastRetryMs = 60_000;

/**
 * Concludes rounds of checks: those that this process has made ready at once, and by polling those that ran out of time
 * or were left behind by a process that died. The session's row is the job.
 */
@Injectable()
export class CheckRunWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: WorkLoop;
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly sessions: SessionRepository,
    private readonly concludeRun: ConcludeRun,
    private readonly alarm: RunAlarm,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.loop = new WorkLoop({ name: 'check runs', work: () => this.takeOver(), pollMs: 1_000, logger });
  }

  onApplicationBootstrap(): void {
    this.alarm.listen((session) => this.goOn(session));
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.alarm.listen(() => undefined);
    await this.loop.stop();
    await Promise.all(this.underWay);
  }

  /** Concludes a round that was just committed, with the session as it was written. */
  private goOn(session: Session): void {
    const work = this.conclude(session, () => this.concludeRun.run(session)).finally(() =>
      this.underWay.delete(work),
    );
    this.underWay.add(work);
  }

  private async takeOver(): Promise<boolean> {
    const due = await this.sessions.claimDue(new Date(), leaseMs);
    if (!due) return false;
    await this.conclude(due, async () => this.concludeRun.run(await this.sessions.get(due.tenantId, due.id)));
    return true;
  }

  private async conclude(
    { id, tenantId, run }: Pick<SessionListing, 'id' | 'tenantId' | 'run'>,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await runAs({ requestId: id, traceparent: continueTrace(run?.traceparent) }, work);
    } catch (error) {
      if (error instanceof DomainRefusal && error.code === 'not_found') return;
      const attempts = run?.attempts ?? 0;
      this.logger.error(
        { err: error, session_id: id, attempts },
        'a check run failed to end; it is tried again',
      );
      await this.postpone(tenantId, id, attempts);
    }
  }

  private async postpone(tenantId: string, id: string, attempts: number): Promise<void> {
    const pauseMs = Math.min(firstRetryMs * 2 ** Math.min(attempts, 10), lastRetryMs);
    await this.sessions
      .postpone(tenantId, id, new Date(Date.now() + pauseMs))
      .catch((error: unknown) =>
        this.logger.error({ err: error, session_id: id }, 'its lease has to run out'),
      );
  }
}
