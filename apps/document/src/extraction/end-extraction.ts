import { Injectable } from '@nestjs/common';
import { ExtractionCompleted } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database, type Transaction } from '#libs/persistence';
import type { StoredReading } from '../documents/document.js';
import { DocumentsRepository } from '../documents/documents.repository.js';
import { pauseAfter } from './extraction-job.js';
import { ExtractionJobsRepository, type ClaimedJob } from './extraction-jobs.repository.js';
import { ExtractionQueue } from './extraction-queue.js';
import { extractionCompleted, statusAfter } from './stored-reading.js';
import type { ExtractionOutcome } from './run-extraction.js';

/**
 * Stores how an attempt ended: result, event and the end of the job commit together, and only for the holder of the
 * lease, so that each extraction is reported once however often it was begun.
 */
@Injectable()
export class EndExtraction {
  constructor(
    private readonly database: Database,
    private readonly documents: DocumentsRepository,
    private readonly jobs: ExtractionJobsRepository,
    private readonly queue: ExtractionQueue,
    private readonly outbox: Outbox,
  ) {}

  async end(job: ClaimedJob, outcome: ExtractionOutcome): Promise<void> {
    switch (outcome.kind) {
      case 'again':
        return this.jobs.giveBack(job, new Date(Date.now() + pauseAfter(job.attempts)), true);
      case 'obsolete':
        return this.database.transaction(async (tx) => {
          await this.queue.takeTurn(job, tx);
          if (await this.jobs.end(job, tx)) await this.queue.settleIfIdle(job, tx);
        });
      case 'read':
      case 'failed':
        await this.store(job, outcome.kind, outcome.reading);
    }
  }

  private async store(job: ClaimedJob, kind: 'read' | 'failed', reading: StoredReading): Promise<void> {
    const sealed = await this.documents.sealReading(job, reading);
    const status = statusAfter(kind);
    await this.database.transaction(async (tx) => {
      await this.queue.takeTurn(job, tx);
      if (!(await this.jobs.end(job, tx))) return;
      await this.documents.setStatus(job.tenantId, job._id, { status, reading: sealed }, tx);
      // Reported before the settlement: whoever waits for that has then heard of every extraction.
      await this.report(job, kind, reading, tx);
      await this.queue.settleIfIdle(job, tx);
    });
  }

  private async report(
    job: ClaimedJob,
    kind: 'read' | 'failed',
    reading: StoredReading,
    tx: Transaction,
  ): Promise<void> {
    const message = extractionCompleted(job, kind, reading);
    await this.outbox.add(ExtractionCompleted, { ...message, traceparent: job.traceparent }, tx);
  }
}
