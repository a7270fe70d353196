import { randomUUID } from 'node:crypto';
import type { Binary, Collection, Filter, OptionalUnlessRequiredId } from 'mongodb';
import type { Database, Transaction } from '#libs/persistence';
import type { PersonalData } from '#libs/security';
import type { CheckJob, ClaimedCheck } from './check-job.js';

type Row = CheckJob & { evidence?: Binary };
interface SessionRef {
  tenantId: string;
  sessionId: string;
}

/** Where the checks of a service are, until their session is erased. */
export const checksCollection = 'checks';

/** The checks of a service. Leases are fenced: what a worker writes after losing its lease has no effect. */
export class CheckJobs<Asked extends object> {
  private readonly rows: Collection<Row>;

  constructor(
    database: Database,
    private readonly personalData: PersonalData,
    /** How long a worker that died keeps a check, ms. */
    private readonly leaseMs: number,
  ) {
    this.rows = database.collection<Row>(checksCollection);
  }

  /** A check that is there already, ended or not, stays as it is. */
  async add(job: CheckJob & Asked, tx: Transaction): Promise<void> {
    const { _id, tenantId } = job;
    const inserted = job as OptionalUnlessRequiredId<Row>;
    await this.rows.updateOne({ _id, tenantId }, { $setOnInsert: inserted }, { upsert: true, session: tx });
  }

  /** The check that is due longest, whoever's it is: new, to be repeated, or left behind by a worker that died. */
  async claim(now: Date): Promise<ClaimedCheck<Asked> | undefined> {
    const lease = randomUUID();
    const row = await this.rows.findOneAndUpdate(
      { dueAt: { $lte: now } },
      { $set: { lease, dueAt: new Date(now.getTime() + this.leaseMs) }, $inc: { attempts: 1 } },
      { sort: { dueAt: 1 }, returnDocument: 'after' },
    );
    return row ? ({ ...row, lease } as unknown as ClaimedCheck<Asked>) : undefined;
  }

  /** Gives a check back, to be begun again at `dueAt`. */
  async giveBack(check: ClaimedCheck, dueAt: Date): Promise<void> {
    await this.rows.updateOne(held(check), { $set: { dueAt }, $unset: { lease: 1 } });
  }

  /**
   * To be called before the transaction that ends the check: sealing may write a new key.
   *
   * @throws DomainRefusal `not_found` when the session was erased
   */
  async seal(check: CheckJob, evidence: object): Promise<Binary> {
    return this.personalData.seal(subjectOf(check), placeOf(check._id), evidence);
  }

  /** Ends a check; false when its lease was lost or its session was erased. */
  async end(check: ClaimedCheck, evidence: Binary, tx: Transaction): Promise<boolean> {
    const ended = await this.rows.updateOne(
      held(check),
      { $set: { evidence }, $unset: { dueAt: 1, lease: 1 } },
      { session: tx },
    );
    return ended.matchedCount === 1;
  }

  /** Removes a check whose session is gone. */
  async remove(check: ClaimedCheck): Promise<void> {
    await this.rows.deleteOne(held(check));
  }

  /** What an ended check found; undefined when there is none of this tenant. */
  async evidence(tenantId: string, checkId: string): Promise<Record<string, unknown> | undefined> {
    return this.open(await this.rows.findOne({ _id: checkId, tenantId }));
  }

  /** What the newest ended check of a session found. */
  async latest({ tenantId, sessionId }: SessionRef): Promise<Record<string, unknown> | undefined> {
    const ended = { tenantId, sessionId, evidence: { $exists: true } };
    return this.open(await this.rows.findOne(ended, { sort: { createdAt: -1 } }));
  }

  /** Erases the checks of a session, ended or not. */
  async erase({ tenantId, sessionId }: SessionRef, tx: Transaction): Promise<void> {
    await this.rows.deleteMany({ tenantId, sessionId }, { session: tx });
  }

  private async open(row: Row | null): Promise<Record<string, unknown> | undefined> {
    return row?.evidence && this.personalData.open(subjectOf(row), placeOf(row._id), row.evidence);
  }
}

/** The schema behind them, for the migrations of a service. */
export async function ensureCheckIndexes(database: Database): Promise<void> {
  await database.collection(checksCollection).createIndexes([
    { name: 'due', key: { dueAt: 1 }, partialFilterExpression: { dueAt: { $exists: true } } },
    { name: 'session', key: { tenantId: 1, sessionId: 1, createdAt: -1 } },
  ]);
}

const held = ({ _id, tenantId, lease }: ClaimedCheck): Filter<Row> => ({ _id, tenantId, lease });
const subjectOf = ({ tenantId, sessionId }: SessionRef): { tenantId: string; id: string } => ({
  tenantId,
  id: sessionId,
});
const placeOf = (checkId: string): string => `check:${checkId}`;
