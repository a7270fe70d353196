import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LOGGER, runAs, continueTrace, newId, type Logger, WorkLoop } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { EndExtraction } from './end-extraction.js';
import { ExtractionJobsRepository, type ClaimedJob } from './extraction-jobs.repository.js';
import { ExtractionQueue } from './extraction-queue.js';
import { RunExtraction } from './run-extraction.js';

const pollMs = 2_000;
/** A stop waits this long for the running reading, then gives its job back for the next process. */
const stopGraceMs = 10_000;

/**
 * Works off extractions one at a time: a reading uses every core it is given. A worker that dies in the middle leaves
 * a lease that ends, and the job is begun again.
 */
@Injectable()
export class ExtractionWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: WorkLoop;
  private stopped: (() => void) | undefined;
  private readonly stopping = new Promise<void>((resolve) => (this.stopped = resolve));

  constructor(
    private readonly jobs: ExtractionJobsRepository,
    private readonly runner: RunExtraction,
    private readonly ending: EndExtraction,
    private readonly queue: ExtractionQueue,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.loop = new WorkLoop({ name: 'extraction', work: () => this.next(), pollMs, logger });
  }

  onApplicationBootstrap(): void {
    this.queue.onWake(() => this.loop.wake());
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    const grace = setTimeout(() => this.stopped?.(), stopGraceMs);
    await this.loop.stop();
    clearTimeout(grace);
  }

  private async next(): Promise<boolean> {
    const job = await this.jobs.claim(new Date());
    if (!job) return false;
    await runAs({ requestId: newId('req'), traceparent: continueTrace(job.traceparent) }, () =>
      this.work(job),
    );
    return true;
  }

  private async work(job: ClaimedJob): Promise<void> {
    const outcome = await Promise.race([this.runner.run(job), this.stopping]);
    if (!outcome) return this.jobs.giveBack(job, new Date(), false);
    try {
      await this.ending.end(job, outcome);
    } catch (error) {
      // The session was erased meanwhile, and the job with it.
      if (!(error instanceof DomainRefusal && error.code === 'not_found')) throw error;
    }
    this.queue.announceEnd(job._id);
  }
}
