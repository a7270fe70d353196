import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { continueTrace, LOGGER, runAs, WorkLoop, type Logger } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { DecideSession } from './decide-session.js';
import { SessionRepository } from './session.repository.js';

/** Longer than a decision ever takes; after it another worker may try. */
const leaseMs = 30_000;

/**
 * Finds sessions whose processing needs a look (everything is in, or a phase timed out) and decides them. The session's
 * own row is the job.
 */
@Injectable()
export class DecisionWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: WorkLoop;

  constructor(
    private readonly sessions: SessionRepository,
    private readonly decideSession: DecideSession,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.loop = new WorkLoop({
      name: 'decisions',
      work: () => this.decideNext(),
      pollMs: 1_000,
      parallel: 4,
      logger,
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** Given to `afterCommit` by whatever may have made a session ready. */
  get wake(): () => void {
    return this.loop.wake;
  }

  private async decideNext(): Promise<boolean> {
    const due = await this.sessions.claimDue(new Date(), leaseMs);
    if (!due) return false;
    const { id, tenantId, processing } = due;
    try {
      const context = { requestId: id, traceparent: continueTrace(processing?.traceparent) };
      await runAs(context, () => this.decideSession.run(tenantId, id));
    } catch (error) {
      if (error instanceof DomainRefusal && error.code === 'not_found') return true;
      const attempts = processing?.attempts ?? 0;
      this.logger.error({ err: error, session_id: id, attempts }, 'a decision failed; it is tried again');
      await this.decideSession.postpone(tenantId, id, attempts);
    }
    return true;
  }
}
