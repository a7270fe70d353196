import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { continueTrace, LOGGER, newId, runAs, WorkLoop, type Logger } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { EndCheck } from './end-check.js';
import { RunCheck, withoutFindings, type Attempt } from './run-check.js';
import { maxAttempts, type ClaimedCheck } from './session-check.js';
import { SessionChecksRepository } from './session-checks.repository.js';

const pollMs = 1_000;
/** Checks mostly wait for other services. */
const parallel = 4;

/**
 * Works off the checks that are due. The row in the database is the job: nothing is lost with the process, a worker
 * that dies leaves a lease that ends, and replicas share the work.
 */
@Injectable()
export class CheckWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: WorkLoop;

  constructor(
    private readonly checks: SessionChecksRepository,
    private readonly runCheck: RunCheck,
    private readonly endCheck: EndCheck,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.loop = new WorkLoop({ name: 'session checks', work: () => this.next(), pollMs, parallel, logger });
  }

  /** To be called after the commit that added a check. */
  readonly wake = (): void => this.loop.wake();

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async next(): Promise<boolean> {
    const check = await this.checks.claim(new Date());
    if (!check) return false;
    const context = { requestId: newId('req'), traceparent: continueTrace(check.traceparent) };
    await runAs(context, () => this.work(check));
    return true;
  }

  private async work(check: ClaimedCheck): Promise<void> {
    const attempt = await this.attempt(check);
    if ('retryInMs' in attempt) return this.checks.giveBack(check, new Date(Date.now() + attempt.retryInMs));
    try {
      await this.endCheck.run(check, attempt.ended);
    } catch (error) {
      if (!(error instanceof DomainRefusal && error.code === 'not_found')) throw error;
      // The session was erased meanwhile; nobody waits for the result.
      await this.checks.remove(check);
    }
  }

  private async attempt(check: ClaimedCheck): Promise<Attempt> {
    // Only a check that took its worker down each time gets here.
    if (check.attempts > maxAttempts)
      return { ended: withoutFindings(check.kind, { status: 'failed', reasons: ['internal_error'] }) };
    return this.runCheck.run(check, (err) =>
      this.logger.warn(
        { err, check_id: check._id, attempts: check.attempts },
        'an attempt at a check failed',
      ),
    );
  }
}
