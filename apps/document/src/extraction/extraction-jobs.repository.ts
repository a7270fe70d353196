import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Collection } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import type { SessionRef } from '../documents/document.js';
import { leaseMs, type ExtractionJob } from './extraction-job.js';

/** A job that this process holds until its lease ends. */
export type ClaimedJob = ExtractionJob & { lease: string };

/** The open extractions. Leases are fenced: what a worker writes after losing its lease has no effect. */
@Injectable()
export class ExtractionJobsRepository {
  private readonly rows: Collection<ExtractionJob>;

  constructor(database: Database) {
    this.rows = database.collection<ExtractionJob>('extraction_jobs');
  }

  async add(job: ExtractionJob, tx: Transaction): Promise<void> {
    await this.rows.updateOne({ _id: job._id }, { $setOnInsert: job }, { upsert: true, session: tx });
  }

  async exists(tenantId: string, docId: string): Promise<boolean> {
    return (await this.rows.countDocuments({ _id: docId, tenantId }, { limit: 1 })) > 0;
  }

  /** The job that is due longest, whoever's it is: new, to be repeated, or left behind by a worker that died. */
  async claim(now: Date): Promise<ClaimedJob | null> {
    const lease = randomUUID();
    const job = await this.rows.findOneAndUpdate(
      { dueAt: { $lte: now } },
      { $set: { lease, dueAt: new Date(now.getTime() + leaseMs) }, $inc: { attempts: 1 } },
      { sort: { dueAt: 1 }, returnDocument: 'after' },
    );
    return job && { ...job, lease };
  }

  /** Gives a job back, to be begun again at `dueAt`. */
  async giveBack(job: ClaimedJob, dueAt: Date, countAttempt: boolean): Promise<void> {
    await this.rows.updateOne(
      { _id: job._id, tenantId: job.tenantId, lease: job.lease },
      { $set: { dueAt }, $unset: { lease: 1 }, $inc: { attempts: countAttempt ? 0 : -1 } },
    );
  }

  /** Ends a job; false when its lease was lost or it was called off. */
  async end(job: ClaimedJob, tx: Transaction): Promise<boolean> {
    const { _id, tenantId, lease } = job;
    const result = await this.rows.deleteOne({ _id, tenantId, lease }, { session: tx });
    return result.deletedCount === 1;
  }

  async remove(tenantId: string, docIds: string[], tx: Transaction): Promise<void> {
    await this.rows.deleteMany({ _id: { $in: docIds }, tenantId }, { session: tx });
  }

  async removeAll({ tenantId, sessionId }: SessionRef, tx: Transaction): Promise<void> {
    await this.rows.deleteMany({ tenantId, sessionId }, { session: tx });
  }

  async isIdle({ tenantId, sessionId }: SessionRef, tx: Transaction): Promise<boolean> {
    return (await this.rows.countDocuments({ tenantId, sessionId }, { session: tx, limit: 1 })) === 0;
  }
}
