import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { FaceMatchCompleted } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { continueTrace, LOGGER, runAs, WorkLoop, type Logger } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { CompareFaces } from './compare-faces.js';
import type { FaceMatchResult } from './face-match.js';
import { FaceMatchRepository, type FaceMatchJob } from './face-match.repository.js';

/** Longer than two downloads and inferences take, so that a second worker never starts beside a living one. */
const leaseMs = 90_000;
const maxAttempts = 6;
const firstPauseMs = 500;

/** Runs face matches that were asked for and reports each result once. */
@Injectable()
export class FaceMatchWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: WorkLoop;

  constructor(
    private readonly matches: FaceMatchRepository,
    private readonly compareFaces: CompareFaces,
    private readonly database: Database,
    private readonly outbox: Outbox,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.loop = new WorkLoop({ name: 'face matches', work: () => this.runNext(), pollMs: 2_000, logger });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  get wake(): () => void {
    return this.loop.wake;
  }

  private async runNext(): Promise<boolean> {
    const job = await this.matches.claim(leaseMs);
    if (!job) return false;
    const context = { requestId: job.correlationId, traceparent: continueTrace(job.traceparent) };
    await runAs(context, async () => {
      const result = await this.attempt(job);
      if (result) await this.report(job, result);
    });
    return true;
  }

  /** The result, or undefined when the job is to be tried again. */
  private async attempt(job: FaceMatchJob): Promise<FaceMatchResult | undefined> {
    try {
      return await this.compareFaces.run(job.tenantId, job.sessionId, job.threshold);
    } catch (error) {
      if (error instanceof DomainRefusal) return notAvailable(error.code);
      this.logger.warn({ err: error, check_id: job.checkId, attempts: job.attempts }, 'a face match failed');
      if (job.attempts >= maxAttempts) return notAvailable('dependency_unavailable');
      await this.matches.postpone(job.checkId, job.tenantId, firstPauseMs * 2 ** job.attempts);
      return undefined;
    }
  }

  private async report(job: FaceMatchJob, result: FaceMatchResult): Promise<void> {
    const { checkId, sessionId, tenantId, causationId, correlationId } = job;
    const data = {
      session_id: sessionId,
      check_id: checkId,
      status: result.status,
      ...(result.status === 'completed' && { outcome: result.outcome }),
      provider: result.provider,
      reasons: result.reasons,
    };
    await this.database.transaction(async (tx) => {
      if (!(await this.matches.end(job, result, tx))) return;
      await this.outbox.add(
        FaceMatchCompleted,
        { subject: sessionId, tenantId, data, causationId, correlationId },
        tx,
      );
    });
  }
}

const notAvailable = (reason: string): FaceMatchResult => ({
  status: 'not_available',
  provider: 'local',
  reasons: [reason],
});
