import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, SETTINGS, type Logger, type Settings } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { StoredReading } from '../documents/document.js';
import { DocumentsRepository } from '../documents/documents.repository.js';
import { OBJECT_STORE, type ObjectStore } from '../files/object-store.js';
import { maxAttempts, readingLimitMs } from './extraction-job.js';
import type { ClaimedJob } from './extraction-jobs.repository.js';
import { ReadDocument } from './read-document.js';
import { failedReading, unreadable } from './stored-reading.js';
import { withinTime } from './within-time.js';

/** How one attempt at an extraction ended. */
export type ExtractionOutcome =
  | { kind: 'read'; reading: StoredReading }
  | { kind: 'failed'; reading: StoredReading }
  | { kind: 'again' }
  /** The document is gone; there is nobody to tell. */
  | { kind: 'obsolete' };

/** Reads the document of a claimed job once. Slow, and therefore never called within a transaction. */
@Injectable()
export class RunExtraction {
  constructor(
    private readonly documents: DocumentsRepository,
    private readonly reader: ReadDocument,
    @Inject(OBJECT_STORE) private readonly store: ObjectStore,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async run(job: ClaimedJob): Promise<ExtractionOutcome> {
    if (job.attempts > maxAttempts)
      return this.failure('reading_failed', 'The reading was cut off several times.');
    try {
      return await withinTime(this.read(job), readingLimitMs, 'the reading of a document');
    } catch (error) {
      if (error instanceof DomainRefusal && error.code !== 'unavailable')
        return { kind: 'failed', reading: unreadable(this.reader.provider) };
      this.logger.warn({ err: error, doc_id: job._id, attempt: job.attempts }, 'a reading failed');
      if (job.attempts < maxAttempts) return { kind: 'again' };
      return this.failure(
        'reading_failed',
        'The document could not be read because of a failure on our side.',
      );
    }
  }

  private async read(job: ClaimedJob): Promise<ExtractionOutcome> {
    const { tenantId, sessionId, _id } = job;
    const row = await this.documents.find(tenantId, _id);
    if (!row) return { kind: 'obsolete' };
    const maxBytes = this.settings.MAX_UPLOAD_MB * 1024 * 1024;
    const bytes = await this.store.get({ tenantId, sessionId, key: _id }, Math.max(maxBytes, row.size));
    if (!bytes) throw new Error('the bytes of a stored document are missing');
    const { stored } = await this.reader.read({ bytes, contentType: row.contentType }, row);
    return { kind: 'read', reading: stored };
  }

  private failure(code: string, detail: string): ExtractionOutcome {
    return { kind: 'failed', reading: failedReading(this.reader.provider, code, detail) };
  }
}
