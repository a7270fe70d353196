import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { continueTrace, LOGGER, newId, runAs, WorkLoop, type Logger } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { ClaimedCrossValidation } from './cross-validation.js';
import { CrossValidationsRepository } from './cross-validations.repository.js';
import { EndCrossValidation } from './end-cross-validation.js';
import { RunCrossValidation } from './run-cross-validation.js';

const pollMs = 1_000;
/** Attempts mostly wait for the workflow service. */
const parallel = 2;

/** Works off the cross-validations that are due; a worker that dies leaves a lease that ends. */
@Injectable()
export class CrossValidationWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: WorkLoop;

  constructor(
    private readonly jobs: CrossValidationsRepository,
    private readonly runJob: RunCrossValidation,
    private readonly endJob: EndCrossValidation,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.loop = new WorkLoop({ name: 'cross-validation', work: () => this.next(), pollMs, parallel, logger });
  }

  /** To be called after the commit that added a job. */
  readonly wake = (): void => this.loop.wake();

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async next(): Promise<boolean> {
    const job = await this.jobs.claim(new Date());
    if (!job) return false;
    const context = { requestId: newId('req'), traceparent: continueTrace(job.traceparent) };
    await runAs(context, () => this.work(job));
    return true;
  }

  private async work(job: ClaimedCrossValidation): Promise<void> {
    const attempt = await this.runJob.run(job, (err) =>
      this.logger.warn({ err, check_id: job._id, attempts: job.attempts }, 'a cross-validation failed'),
    );
    if ('retryInMs' in attempt) return this.jobs.giveBack(job, new Date(Date.now() + attempt.retryInMs));
    try {
      await this.endJob.run(job, attempt.ended);
    } catch (error) {
      if (!(error instanceof DomainRefusal && error.code === 'not_found')) throw error;
      // The session was erased meanwhile; nobody waits for the result.
      await this.jobs.remove(job);
    }
  }
}
