import { Injectable } from '@nestjs/common';
import type { Collection } from 'mongodb';
import type { DocumentView } from '#libs/contracts';
import { Database, type Transaction } from '#libs/persistence';
import { PersonalData } from '#libs/security';
import {
  viewOf,
  type DocumentDetails,
  type DocumentPurpose,
  type DocumentRow,
  type SessionRef,
  type StoredReading,
} from './document.js';

const readingPlace = 'document reading';
const live = { $exists: false };

/** Stores documents, sealed; every look-up names the tenant. */
@Injectable()
export class DocumentsRepository {
  private readonly rows: Collection<DocumentRow>;

  constructor(
    database: Database,
    private readonly personalData: PersonalData,
  ) {
    this.rows = database.collection<DocumentRow>('documents');
  }

  /** Seals outside of any transaction: the first seal of a session writes its data key. */
  async sealDetails(session: SessionRef, details: DocumentDetails): Promise<DocumentRow['details']> {
    return this.personalData.seal(subjectOf(session), 'document details', details);
  }

  async sealReading(session: SessionRef, reading: StoredReading): Promise<DocumentRow['details']> {
    return this.personalData.seal(subjectOf(session), readingPlace, reading);
  }

  async insert(row: DocumentRow, tx: Transaction): Promise<void> {
    await this.rows.insertOne(row, { session: tx });
  }

  async find(tenantId: string, id: string, tx?: Transaction): Promise<DocumentRow | null> {
    return this.rows.findOne({ _id: id, tenantId }, { session: tx });
  }

  /** All documents ever stored for a step, superseded ones included, oldest first. */
  async ofStep(session: SessionRef, stepId: string, tx: Transaction): Promise<DocumentRow[]> {
    const { tenantId, sessionId } = session;
    const found = this.rows.find({ tenantId, sessionId, stepId }, { session: tx });
    return found.project<DocumentRow>({ details: 0, reading: 0 }).sort({ _id: 1 }).toArray();
  }

  async countLive(session: SessionRef, tx: Transaction): Promise<number> {
    const { tenantId, sessionId } = session;
    return this.rows.countDocuments({ tenantId, sessionId, supersededAt: live }, { session: tx });
  }

  async supersede(ids: string[], tenantId: string, now: Date, tx: Transaction): Promise<void> {
    await this.rows.updateMany(
      { _id: { $in: ids }, tenantId },
      { $set: { supersededAt: now } },
      { session: tx },
    );
  }

  async setStatus(
    tenantId: string,
    id: string,
    change: Pick<DocumentRow, 'status' | 'reading'>,
    tx: Transaction,
  ): Promise<void> {
    await this.rows.updateOne({ _id: id, tenantId }, { $set: change }, { session: tx });
  }

  /** The session's documents that nothing took the place of, oldest first. */
  async list({ tenantId, sessionId }: SessionRef): Promise<DocumentView[]> {
    const rows = await this.rows.find({ tenantId, sessionId, supersededAt: live }).sort({ _id: 1 }).toArray();
    return Promise.all(rows.map((row) => this.view(row)));
  }

  async view(row: DocumentRow): Promise<DocumentView> {
    return viewOf(row, await this.readingOf(row));
  }

  async readingOf(row: DocumentRow): Promise<StoredReading | undefined> {
    if (!row.reading) return undefined;
    return this.personalData.open<StoredReading>(subjectOf(row), readingPlace, row.reading);
  }

  async deleteAll({ tenantId, sessionId }: SessionRef, tx: Transaction): Promise<void> {
    await this.rows.deleteMany({ tenantId, sessionId }, { session: tx });
  }
}

/** Does a new document take the place of this one? */
export function hasSamePurpose(a: DocumentPurpose, b: DocumentPurpose): boolean {
  return a.documentType === b.documentType && a.fieldId === b.fieldId && a.side === b.side;
}

function subjectOf({ tenantId, sessionId }: SessionRef): { tenantId: string; id: string } {
  return { tenantId, id: sessionId };
}
