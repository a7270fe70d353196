import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import type { DocumentRow, SessionRef, StoredReading } from '../documents/document.js';
import { DocumentsRepository } from '../documents/documents.repository.js';
import { ExtractionQueue } from './extraction-queue.js';

const longestWaitMs = 30_000;
/** Another process may end the extraction; it cannot wake who waits here. */
const lookEveryMs = 500;

/** A document with the result of its extraction; `reading` is there because the extraction has ended. */
export interface ExtractedDocument {
  row: DocumentRow;
  reading: StoredReading | undefined;
}

/**
 * Has a document read unless it was before, and waits for the result. A document is read once; a failed reading is
 * answered as it ended, and a new upload is the way to a new one.
 */
@Injectable()
export class ExtractDocument {
  constructor(
    private readonly database: Database,
    private readonly documents: DocumentsRepository,
    private readonly queue: ExtractionQueue,
  ) {}

  /**
   * @throws DomainRefusal `not_found` for a document that is not this session's, or was replaced
   * @throws TransientFailure when the reading takes longer than 30 s; it goes on, so that asking again finds it
   */
  async extract(session: SessionRef, docId: string): Promise<ExtractedDocument> {
    let row = await this.find(session, docId);
    if (row.status === 'uploaded') await this.begin(session, docId);
    const until = performance.now() + longestWaitMs;
    for (row = await this.find(session, docId); isOpen(row); row = await this.find(session, docId)) {
      const left = until - performance.now();
      if (left <= 0) throw new TransientFailure('the reading of the document goes on', 5_000);
      await this.queue.ended(docId, Math.min(left, lookEveryMs));
    }
    return { row, reading: await this.documents.readingOf(row) };
  }

  private async begin(session: SessionRef, docId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.queue.takeTurn(session, tx);
      const row = await this.documents.find(session.tenantId, docId, tx);
      if (row?.status !== 'uploaded') return;
      await this.documents.setStatus(session.tenantId, docId, { status: 'processing' }, tx);
      await this.queue.add(row, tx);
    });
    this.queue.wake();
  }

  private async find({ tenantId, sessionId }: SessionRef, docId: string): Promise<DocumentRow> {
    const row = await this.documents.find(tenantId, docId);
    if (!row || row.sessionId !== sessionId || row.supersededAt)
      throw new DomainRefusal('not_found', 'The session has no such document.');
    return row;
  }
}

function isOpen({ status }: DocumentRow): boolean {
  return status === 'uploaded' || status === 'processing';
}
