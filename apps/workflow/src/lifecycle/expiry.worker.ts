import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LOGGER, WorkLoop, type Logger } from '#libs/platform';
import { ChangeSession, unchanged } from '../sessions/change-session.js';
import { isExpired } from '../sessions/session.js';
import { SessionRepository } from '../sessions/session.repository.js';
import { expire } from './expiry.js';

const pollMs = 5_000;
const batch = 100;

/**
 * Records the expiry of sessions whose time is over, so that others learn of it. Nothing depends on when it runs: every
 * reader counts such a session as expired already.
 */
@Injectable()
export class ExpiryWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: WorkLoop;

  constructor(
    private readonly sessions: SessionRepository,
    private readonly changes: ChangeSession,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.loop = new WorkLoop({ name: 'session expiry', work: () => this.expireDue(), pollMs, logger });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  private async expireDue(): Promise<boolean> {
    const due = await this.sessions.overdue(new Date(), batch);
    let expired = 0;
    for (const { tenantId, id } of due)
      try {
        await this.changes.run(tenantId, id, (session, effects) =>
          session.status === 'active' && isExpired(session, new Date())
            ? expire(session, effects)
            : unchanged,
        );
        expired++;
      } catch (error) {
        this.logger.error(
          { err: error, session_id: id },
          'a session could not be expired; it is tried again',
        );
      }
    return expired === batch;
  }
}
