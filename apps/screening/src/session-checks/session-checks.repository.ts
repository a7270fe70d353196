import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Binary, Collection } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import { PersonalData } from '#libs/security';
import { leaseMs, type CheckResult, type ClaimedCheck, type SessionCheck } from './session-check.js';

/** The checks of sessions. Leases are fenced: what a worker writes after losing its lease has no effect. */
@Injectable()
export class SessionChecksRepository {
  private readonly rows: Collection<SessionCheck>;

  constructor(
    database: Database,
    private readonly personalData: PersonalData,
  ) {
    this.rows = database.collection<SessionCheck>('session_checks');
  }

  /** A check that is there already stays as it is. */
  async add(check: SessionCheck, tx: Transaction): Promise<void> {
    const { _id, tenantId } = check;
    await this.rows.updateOne({ _id, tenantId }, { $setOnInsert: check }, { upsert: true, session: tx });
  }

  async find(tenantId: string, checkId: string): Promise<SessionCheck | null> {
    return this.rows.findOne({ _id: checkId, tenantId });
  }

  /** The check that is due longest, whoever's it is: new, to be repeated, or left behind by a worker that died. */
  async claim(now: Date): Promise<ClaimedCheck | null> {
    const lease = randomUUID();
    const check = await this.rows.findOneAndUpdate(
      { dueAt: { $lte: now } },
      { $set: { lease, dueAt: new Date(now.getTime() + leaseMs) }, $inc: { attempts: 1 } },
      { sort: { dueAt: 1 }, returnDocument: 'after' },
    );
    return check && { ...check, lease };
  }

  /** Gives a check back, to be begun again at `dueAt`. */
  async giveBack({ _id, tenantId, lease }: ClaimedCheck, dueAt: Date): Promise<void> {
    await this.rows.updateOne({ _id, tenantId, lease }, { $set: { dueAt }, $unset: { lease: 1 } });
  }

  /** To be called before the transaction that ends the check: sealing may write a new key. */
  async seal(check: SessionCheck, evidence: object): Promise<Binary> {
    return this.personalData.seal(subjectOf(check), placeOf(check._id), evidence);
  }

  /** The evidence that was sealed with a check, if any. */
  async open(check: SessionCheck): Promise<Record<string, unknown> | undefined> {
    return check.evidence && this.personalData.open(subjectOf(check), placeOf(check._id), check.evidence);
  }

  /** Ends a check; false when its lease was lost or its session was erased. */
  async end(
    { _id, tenantId, lease }: ClaimedCheck,
    end: CheckResult & Required<Pick<SessionCheck, 'completedAt' | 'searched'>> & { evidence?: Binary },
    tx: Transaction,
  ): Promise<boolean> {
    const result = await this.rows.updateOne(
      { _id, tenantId, lease },
      { $set: end, $unset: { lease: 1, dueAt: 1 } },
      { session: tx },
    );
    return result.matchedCount === 1;
  }

  /** Removes a check whose session is gone. */
  async remove({ _id, tenantId, lease }: ClaimedCheck): Promise<void> {
    await this.rows.deleteOne({ _id, tenantId, lease });
  }

  async deleteOfSession(tenantId: string, sessionId: string, tx: Transaction): Promise<void> {
    await this.rows.deleteMany({ tenantId, sessionId }, { session: tx });
  }
}

const subjectOf = ({ tenantId, sessionId }: SessionCheck): { tenantId: string; id: string } => ({
  tenantId,
  id: sessionId,
});
const placeOf = (checkId: string): string => `session_check:${checkId}`;
