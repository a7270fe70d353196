import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Binary, Collection } from 'mongodb';
import type { CrossValidationEvidence } from '#libs/contracts';
import { Database, type Transaction } from '#libs/persistence';
import { PersonalData } from '#libs/security';
import type { SessionRef } from '../documents/document.js';
import { leaseMs, type ClaimedCrossValidation, type CrossValidationJob } from './cross-validation.js';

/** The row is the job, and keeps the sealed evidence once that has ended. */
type CrossValidationRow = CrossValidationJob & { evidence?: Binary };

/** The cross-validations of sessions. Leases are fenced: what a worker writes after losing its lease has no effect. */
@Injectable()
export class CrossValidationsRepository {
  private readonly rows: Collection<CrossValidationRow>;

  constructor(
    database: Database,
    private readonly personalData: PersonalData,
  ) {
    this.rows = database.collection<CrossValidationRow>('cross_validations');
  }

  /** A job that is there already, ended or not, stays as it is. */
  async add(job: CrossValidationJob, tx: Transaction): Promise<void> {
    const { _id, tenantId } = job;
    await this.rows.updateOne({ _id, tenantId }, { $setOnInsert: job }, { upsert: true, session: tx });
  }

  /** The job that is due longest, whoever's it is: new, to be repeated, or left behind by a worker that died. */
  async claim(now: Date): Promise<ClaimedCrossValidation | null> {
    const lease = randomUUID();
    const job = await this.rows.findOneAndUpdate(
      { dueAt: { $lte: now } },
      { $set: { lease, dueAt: new Date(now.getTime() + leaseMs) }, $inc: { attempts: 1 } },
      { sort: { dueAt: 1 }, returnDocument: 'after' },
    );
    return job && { ...job, lease };
  }

  /** Gives a job back, to be begun again at `dueAt`. */
  async giveBack({ _id, tenantId, lease }: ClaimedCrossValidation, dueAt: Date): Promise<void> {
    await this.rows.updateOne({ _id, tenantId, lease }, { $set: { dueAt }, $unset: { lease: 1 } });
  }

  /**
   * To be called before the transaction that ends the job.
   *
   * @throws DomainRefusal `not_found` when the session was erased
   */
  async seal(job: CrossValidationJob, evidence: CrossValidationEvidence): Promise<Binary> {
    return this.personalData.seal(subjectOf(job), placeOf(job._id), evidence);
  }

  /** Ends a job; false when its lease was lost or it was removed. */
  async end(
    { _id, tenantId, lease }: ClaimedCrossValidation,
    evidence: Binary,
    tx: Transaction,
  ): Promise<boolean> {
    const ended = await this.rows.updateOne(
      { _id, tenantId, lease },
      { $set: { evidence }, $unset: { dueAt: 1, lease: 1 } },
      { session: tx },
    );
    return ended.matchedCount === 1;
  }

  /** What an ended job found; undefined when there is none of this tenant. */
  async evidence(tenantId: string, checkId: string): Promise<CrossValidationEvidence | undefined> {
    const row = await this.rows.findOne({ _id: checkId, tenantId });
    return row?.evidence && this.personalData.open(subjectOf(row), placeOf(row._id), row.evidence);
  }

  /** Removes a job whose session is gone. */
  async remove({ _id, tenantId, lease }: ClaimedCrossValidation): Promise<void> {
    await this.rows.deleteOne({ _id, tenantId, lease });
  }

  async removeAll({ tenantId, sessionId }: SessionRef, tx: Transaction): Promise<void> {
    await this.rows.deleteMany({ tenantId, sessionId }, { session: tx });
  }
}

const subjectOf = ({ tenantId, sessionId }: SessionRef): { tenantId: string; id: string } => ({
  tenantId,
  id: sessionId,
});
const placeOf = (checkId: string): string => `cross_validation:${checkId}`;
