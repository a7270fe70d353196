import { Injectable } from '@nestjs/common';
import type { Collection } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import { PersonalData } from '#libs/security';
import type { SessionRef } from '../documents/document.js';
import type { UploadRow } from './upload.js';

/** Stores announced uploads; file names are sealed. */
@Injectable()
export class UploadsRepository {
  private readonly rows: Collection<UploadRow>;

  constructor(
    database: Database,
    private readonly personalData: PersonalData,
  ) {
    this.rows = database.collection<UploadRow>('uploads');
  }

  async sealName({ tenantId, sessionId }: SessionRef, fileName: string): Promise<UploadRow['fileName']> {
    return this.personalData.seal({ tenantId, id: sessionId }, 'upload file name', fileName);
  }

  async openName({ tenantId, sessionId, fileName }: UploadRow): Promise<string> {
    return this.personalData.open<string>({ tenantId, id: sessionId }, 'upload file name', fileName);
  }

  async insert(row: UploadRow, tx: Transaction): Promise<void> {
    await this.rows.insertOne(row, { session: tx });
  }

  async countPending({ tenantId, sessionId }: SessionRef, now: Date, tx: Transaction): Promise<number> {
    return this.rows.countDocuments(
      { tenantId, sessionId, status: 'pending', expiresAt: { $gt: now } },
      { session: tx },
    );
  }

  async find({ tenantId, sessionId }: SessionRef, id: string): Promise<UploadRow | null> {
    return this.rows.findOne({ _id: id, tenantId, sessionId });
  }

  /** Of several confirmations at the same time exactly one gets through. */
  async confirm({ _id, tenantId }: UploadRow, tx: Transaction): Promise<void> {
    const result = await this.rows.updateOne(
      { _id, tenantId, status: 'pending' },
      { $set: { status: 'confirmed' } },
      { session: tx },
    );
    if (result.modifiedCount !== 1) throw alreadyConfirmed();
  }

  async refuse({ _id, tenantId }: UploadRow): Promise<void> {
    await this.rows.updateOne({ _id, tenantId, status: 'pending' }, { $set: { status: 'refused' } });
  }

  /** Uploads whose signed URL has expired and whose place was not cleared yet, of all tenants. */
  async toSweep(now: Date, limit: number): Promise<UploadRow[]> {
    return this.rows
      .find({ sweepAt: { $lte: now } })
      .sort({ sweepAt: 1 })
      .limit(limit)
      .toArray();
  }

  async markSwept({ _id, tenantId }: UploadRow): Promise<void> {
    await this.rows.updateOne({ _id, tenantId, status: 'pending' }, { $set: { status: 'expired' } });
    await this.rows.updateOne({ _id, tenantId }, { $unset: { sweepAt: 1 } });
  }

  async deleteAll({ tenantId, sessionId }: SessionRef, tx: Transaction): Promise<void> {
    await this.rows.deleteMany({ tenantId, sessionId }, { session: tx });
  }
}

/** The answer to a confirmation that came second. */
export function alreadyConfirmed(): DomainRefusal {
  return new DomainRefusal(
    'upload_already_confirmed',
    'Its document is there already; begin a new upload for another.',
  );
}
