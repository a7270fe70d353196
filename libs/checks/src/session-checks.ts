import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Message, ScreeningCompleted } from '#libs/contracts';
import type { Outbox } from '#libs/messaging';
import { afterCommit, type Database, type Transaction } from '#libs/persistence';
import { continueTrace, newId, runAs, WorkLoop, type Logger } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { PersonalData } from '#libs/security';
import type { CheckEngine, CheckJob, ClaimedCheck, EndedCheck } from './check-job.js';
import { CheckJobs } from './check-jobs.js';
import { maxAttempts, whatFollows } from './what-follows.js';

const pollMs = 1_000;
const usualLeaseMs = 30_000;

export interface SessionChecksParts {
  database: Database;
  outbox: Outbox;
  personalData: PersonalData;
  logger: Logger;
}

export interface SessionChecksOptions {
  /** The event that tells how a check of this service ended; those of all services have one shape. */
  completed: typeof ScreeningCompleted;
  /** Checks worked on at the same time. */
  parallel: number;
  /** Longer than an attempt takes, ms, so that no second worker starts beside a living one; 30,000 unless told. */
  leaseMs?: number;
}

/**
 * The checks that a service was asked to run on sessions: each is begun until it ends and reported exactly once,
 * whatever crashes. A command becomes a row in the commit that handles it; a worker claims the row with a lease, has
 * the engine look, and ends it together with its evidence and its event. Other services have what was found from
 * {@link evidence}; the event carries codes only.
 */
export class SessionChecks<Asked extends object = object> implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly jobs: CheckJobs<Asked>;
  private readonly loop: WorkLoop;

  constructor(
    private readonly parts: SessionChecksParts,
    private readonly engine: CheckEngine<Asked>,
    private readonly options: SessionChecksOptions,
  ) {
    const { database, personalData, logger } = parts;
    const { parallel, leaseMs = usualLeaseMs } = options;
    this.jobs = new CheckJobs<Asked>(database, personalData, leaseMs);
    this.loop = new WorkLoop({ name: 'checks', work: () => this.next(), pollMs, parallel, logger });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** Takes a command down, in the transaction that handles it; a check that was asked for before stays as it is. */
  async take(
    { check_id, session_id }: { check_id: string; session_id: string },
    asked: Asked,
    { tenantId, id: causationId, correlationId, traceparent }: Message,
    tx: Transaction,
  ): Promise<void> {
    const now = new Date();
    const job: CheckJob = {
      ...{ _id: check_id, tenantId, sessionId: session_id, createdAt: now, dueAt: now, attempts: 0 },
      ...{ causationId, correlationId, traceparent },
    };
    await this.jobs.add({ ...asked, ...job }, tx);
    afterCommit(tx, this.loop.wake);
  }

  /**
   * What an ended check found.
   *
   * @throws DomainRefusal `not_found` when there is no ended check of this tenant
   */
  async evidence(tenantId: string, checkId: string): Promise<Record<string, unknown>> {
    const evidence = await this.jobs.evidence(tenantId, checkId);
    if (!evidence) throw new DomainRefusal('not_found', 'There is no such ended check.');
    return evidence;
  }

  /** What the newest ended check of a session found, if there is one. */
  latest(tenantId: string, sessionId: string): Promise<Record<string, unknown> | undefined> {
    return this.jobs.latest({ tenantId, sessionId });
  }

  /** Erases the checks of a session; those that are being worked on end for nobody. */
  erase(tenantId: string, sessionId: string, tx: Transaction): Promise<void> {
    return this.jobs.erase({ tenantId, sessionId }, tx);
  }

  private async next(): Promise<boolean> {
    const check = await this.jobs.claim(new Date());
    if (!check) return false;
    const context = { requestId: newId('req'), traceparent: continueTrace(check.traceparent) };
    await runAs(context, () => this.work(check));
    return true;
  }

  private async work(check: ClaimedCheck<Asked>): Promise<void> {
    const attempt = await this.attempt(check);
    if ('retryInMs' in attempt) return this.jobs.giveBack(check, new Date(Date.now() + attempt.retryInMs));
    try {
      await this.end(check, attempt);
    } catch (error) {
      if (!(error instanceof DomainRefusal && error.code === 'not_found')) throw error;
      // The session was erased meanwhile; nobody waits for the result.
      await this.jobs.remove(check);
    }
  }

  private async attempt(check: ClaimedCheck<Asked>): Promise<EndedCheck | { retryInMs: number }> {
    // Only a check that took its worker down each time gets here.
    if (check.attempts > maxAttempts)
      return {
        result: { status: 'failed', reasons: ['internal_error'] },
        evidence: this.engine.nothingFound(check),
      };
    try {
      return await this.engine.run(check);
    } catch (error) {
      const about = { err: error, check_id: check._id, attempts: check.attempts };
      this.parts.logger.warn(about, 'an attempt at a check failed');
      const next = whatFollows(error, check.attempts);
      return 'retryInMs' in next ? next : { ...next, evidence: this.engine.nothingFound(check) };
    }
  }

  /** Stores what was found and reports the end in one transaction; does nothing when somebody else ended the check. */
  private async end(check: ClaimedCheck<Asked>, { result, evidence, keep }: EndedCheck): Promise<void> {
    const { _id: check_id, sessionId: session_id, tenantId, causationId, correlationId } = check;
    const { provider = 'local', ...told } = result;
    const data = { session_id, check_id, provider, ...told };
    const about = { subject: session_id, tenantId, causationId, correlationId, data };
    const sealed = await this.jobs.seal(check, evidence);
    await this.parts.database.transaction(async (tx) => {
      if (!(await this.jobs.end(check, sealed, tx))) return;
      await keep?.(tx);
      await this.parts.outbox.add(this.options.completed, about, tx);
    });
  }
}
