import { Injectable } from '@nestjs/common';
import type { Collection } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import type { SessionRef } from '../documents/document.js';
import { DocumentsRepository } from '../documents/documents.repository.js';
import { SessionLedger } from '../documents/session-ledger.js';
import { ExtractionJobsRepository } from '../extraction/extraction-jobs.repository.js';
import { lateArrivalMs, uploadLifetimeMs } from '../uploads/upload.js';
import { UploadsRepository } from '../uploads/uploads.repository.js';

/** Files of an erased session that are still to be deleted. `_id` is the session id. */
export interface Erasure {
  _id: string;
  tenantId: string;
  dueAt: Date;
  /** By then every signed upload URL of the session has expired, so that one more pass catches what came late. */
  lastPassAt: Date;
}

const retryMs = 60_000;

/** Erases a session's rows and remembers to delete its files, which is too slow for the transaction. */
@Injectable()
export class ErasureQueue {
  private readonly rows: Collection<Erasure>;

  constructor(
    database: Database,
    private readonly ledger: SessionLedger,
    private readonly documents: DocumentsRepository,
    private readonly uploads: UploadsRepository,
    private readonly jobs: ExtractionJobsRepository,
  ) {
    this.rows = database.collection<Erasure>('erasures');
  }

  async eraseRows(session: SessionRef, now: Date, tx: Transaction): Promise<void> {
    await this.ledger.markErased(session, now, tx);
    await this.jobs.removeAll(session, tx);
    await this.uploads.deleteAll(session, tx);
    await this.documents.deleteAll(session, tx);
    const { tenantId, sessionId } = session;
    const lastPassAt = new Date(now.getTime() + uploadLifetimeMs + lateArrivalMs);
    await this.rows.updateOne(
      { _id: sessionId },
      { $setOnInsert: { tenantId, dueAt: now, lastPassAt } },
      { upsert: true, session: tx },
    );
  }

  /** The erasure that is due longest; it comes back after a minute unless it is passed on. */
  async claim(now: Date): Promise<Erasure | null> {
    return this.rows.findOneAndUpdate(
      { dueAt: { $lte: now } },
      { $set: { dueAt: new Date(now.getTime() + retryMs) } },
      { sort: { dueAt: 1 } },
    );
  }

  /** Notes that the files were deleted: once more later, or done. */
  async passOn({ _id, tenantId, lastPassAt }: Erasure, now: Date): Promise<void> {
    if (now >= lastPassAt) await this.rows.deleteOne({ _id, tenantId });
    else await this.rows.updateOne({ _id, tenantId }, { $set: { dueAt: lastPassAt } });
  }
}
