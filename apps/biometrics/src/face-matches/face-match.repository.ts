import { Injectable } from '@nestjs/common';
import type { Binary, Collection } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import { PersonalData } from '#libs/security';
import type { FaceMatchResult } from './face-match.js';

/** A face match that was asked for: the row is the job, and keeps the result afterwards. */
export interface FaceMatchJob {
  checkId: string;
  tenantId: string;
  sessionId: string;
  threshold: number;
  causationId: string;
  correlationId: string;
  traceparent?: string;
  attempts: number;
}

type FaceMatchRow = Omit<FaceMatchJob, 'checkId'> & {
  _id: string;
  createdAt: Date;
  /** When a worker may take the job; absent once it has ended. */
  dueAt?: Date;
  sealed?: Binary;
};

@Injectable()
export class FaceMatchRepository {
  private readonly rows: Collection<FaceMatchRow>;

  constructor(
    database: Database,
    private readonly personalData: PersonalData,
  ) {
    this.rows = database.collection<FaceMatchRow>('face_matches');
  }

  async add({ checkId, ...job }: FaceMatchJob, tx: Transaction): Promise<void> {
    const now = new Date();
    await this.rows.insertOne({ _id: checkId, ...job, createdAt: now, dueAt: now }, { session: tx });
  }

  /** Takes the oldest job that is due, for `leaseMs`; a crashed worker's job is due again after that. */
  async claim(leaseMs: number): Promise<FaceMatchJob | undefined> {
    const now = Date.now();
    const row = await this.rows.findOneAndUpdate(
      { dueAt: { $lte: new Date(now) } },
      { $set: { dueAt: new Date(now + leaseMs) }, $inc: { attempts: 1 } },
      { sort: { dueAt: 1 }, returnDocument: 'after' },
    );
    return row ? { ...row, checkId: row._id } : undefined;
  }

  async postpone(checkId: string, tenantId: string, pauseMs: number): Promise<void> {
    const dueAt = new Date(Date.now() + pauseMs);
    await this.rows.updateOne({ _id: checkId, tenantId, dueAt: { $exists: true } }, { $set: { dueAt } });
  }

  /** Ends the job. False when it had ended before, so that a result is reported once. */
  async end(job: FaceMatchJob, result: FaceMatchResult, tx: Transaction): Promise<boolean> {
    const { checkId, tenantId, sessionId } = job;
    const sealed = await this.personalData.seal({ tenantId, id: sessionId }, 'face_match', result);
    const ended = await this.rows.updateOne(
      { _id: checkId, tenantId, dueAt: { $exists: true } },
      { $set: { sealed }, $unset: { dueAt: '' } },
      { session: tx },
    );
    return ended.modifiedCount === 1;
  }

  async result(tenantId: string, checkId: string): Promise<FaceMatchResult | undefined> {
    return this.open(await this.rows.findOne({ _id: checkId, tenantId }));
  }

  /** The newest result of a session. */
  async latest(tenantId: string, sessionId: string): Promise<FaceMatchResult | undefined> {
    return this.open(
      await this.rows.findOne(
        { tenantId, sessionId, sealed: { $exists: true } },
        { sort: { createdAt: -1 } },
      ),
    );
  }

  async erase(tenantId: string, sessionId: string, tx: Transaction): Promise<void> {
    await this.rows.deleteMany({ tenantId, sessionId }, { session: tx });
  }

  private async open(row: FaceMatchRow | null): Promise<FaceMatchResult | undefined> {
    if (!row?.sealed) return undefined;
    return this.personalData.open({ tenantId: row.tenantId, id: row.sessionId }, 'face_match', row.sealed);
  }
}
