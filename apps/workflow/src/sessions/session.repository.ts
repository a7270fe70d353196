import { Injectable } from '@nestjs/common';
import type { Binary, Collection, Filter, IndexSpecification } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import { leastId } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { PersonalData } from '#libs/security';
import { illegalMove, type Check, type Session } from './session.js';
import { sessionStates } from './session.states.js';

type SealedPart = 'formData' | 'metadata' | 'decisions' | 'pendingDecision' | 'pastChecks' | 'reopenings';

/** What is sealed with the session's key before it reaches the collection. */
type Sealed = Pick<Session, SealedPart> & { evidence: Record<string, Check['evidence']> };

type PlainParts = Omit<Session, 'id' | 'checks' | SealedPart>;
type SessionRow = PlainParts & {
  _id: string;
  checks: Omit<Check, 'evidence'>[];
  /** Null once the session is deleted. */
  sealed: Binary | null;
};

/** What a list shows of a session: nothing that is sealed. */
export type SessionListing = PlainParts & { id: string };

export interface SessionFilter {
  status?: Session['status'];
  workflowId?: string;
  clientId?: string;
  createdAfter?: Date;
  createdBefore?: Date;
}

/** The sessions collection. Everything a person submitted is one sealed value; the rest is ids, states and times. */
@Injectable()
export class SessionRepository {
  private readonly rows: Collection<SessionRow>;

  constructor(
    database: Database,
    private readonly personalData: PersonalData,
  ) {
    this.rows = database.collection<SessionRow>('sessions');
  }

  /** The session as it is stored: sealed outside any transaction, which then holds its locks for less time. */
  async seal(session: Session): Promise<SessionRow> {
    const { id, formData, metadata, decisions, pendingDecision, pastChecks, reopenings, checks, ...plain } =
      session;
    const evidence = Object.fromEntries(checks.map((check) => [check.check_id, check.evidence]));
    const contents: Sealed = {
      formData,
      metadata,
      decisions,
      pendingDecision,
      pastChecks,
      reopenings,
      evidence,
    };
    const sealed =
      session.status === 'deleted'
        ? null
        : await this.personalData.seal({ tenantId: session.tenantId, id }, 'session', contents);
    return { ...plain, _id: id, checks: checks.map(({ evidence: _sealed, ...check }) => check), sealed };
  }

  /** The first revision of a session, whose key does not exist yet. */
  async sealNew(session: Session): Promise<SessionRow> {
    await this.personalData.begin(session);
    return this.seal(session);
  }

  async insert(row: SessionRow, tx: Transaction): Promise<void> {
    await this.rows.insertOne(row, { session: tx });
  }

  /** Writes the next revision. False when somebody else has written it. */
  async replace(row: SessionRow, tx: Transaction): Promise<boolean> {
    const { _id, tenantId, revision } = row;
    const replaced = await this.rows.replaceOne({ _id, tenantId, revision: revision - 1 }, row, {
      session: tx,
    });
    return replaced.matchedCount === 1;
  }

  /** @throws DomainRefusal `not_found`, also for another tenant's session and for a deleted one */
  async get(tenantId: string, id: string, tx?: Transaction): Promise<Session> {
    const session = await this.find(tenantId, id, tx);
    if (session.status === 'deleted') throw new DomainRefusal('not_found', 'The session was deleted.');
    return session;
  }

  /** The session, or what is left of it once it is deleted. @throws DomainRefusal `not_found` */
  async find(tenantId: string, id: string, tx?: Transaction): Promise<Session> {
    const row = await this.rows.findOne({ _id: id, tenantId }, { session: tx });
    if (!row) throw noSuchSession();
    return this.open(row);
  }

  /**
   * Refuses what a back office wants of a session that is only a tombstone any more.
   *
   * @throws DomainRefusal `not_found`, `illegal_transition`
   */
  async requireKept(tenantId: string, id: string): Promise<void> {
    const row = await this.rows.findOne({ _id: id, tenantId }, { projection: { sealed: 0 } });
    if (!row) throw noSuchSession();
    if (row.status === 'deleted') throw illegalMove(row, 'The session was deleted.');
  }

  /** Finds the session of an access token by the token's hash. */
  async findByToken(tokenHash: string): Promise<SessionListing | undefined> {
    const row = await this.rows.findOne({ tokenHashes: tokenHash }, { projection: { sealed: 0 } });
    return row && row.status !== 'deleted' ? toListing(row) : undefined;
  }

  /** Those of the ids that the tenant has sessions of, in no order. */
  async findMany(tenantId: string, ids: readonly string[]): Promise<Session[]> {
    const rows = await this.rows.find({ _id: { $in: [...ids] }, tenantId }).toArray();
    return Promise.all(rows.map((row) => this.open(row)));
  }

  /** Ids of the sessions that a session invited parties into, as far as they are in one of the states. */
  async childrenOf(
    tenantId: string,
    parentSessionId: string,
    states: readonly Session['status'][],
  ): Promise<string[]> {
    const rows = await this.rows
      .find({ tenantId, parentSessionId, status: { $in: [...states] } }, { projection: { _id: 1 } })
      .toArray();
    return rows.map(({ _id }) => _id);
  }

  /** Newest first; `before` is the id that the last page ended with. */
  async list(
    tenantId: string,
    filter: SessionFilter,
    limit: number,
    before?: string,
  ): Promise<SessionListing[]> {
    const rows = await this.rows
      .find(queryOf(tenantId, filter, before), { projection: { sealed: 0 } })
      .sort({ _id: -1 })
      .limit(limit)
      .hint(indexFor(filter))
      .toArray();
    return rows.map(toListing);
  }

  /**
   * Takes one session whose check run needs a look, for `leaseMs`: another worker gets it only after that, so a
   * crashed worker's session is taken over.
   */
  async claimDue(now: Date, leaseMs: number): Promise<SessionListing | undefined> {
    const row = await this.rows.findOneAndUpdate(
      { 'run.wakeAt': { $lte: now } },
      { $set: { 'run.wakeAt': new Date(now.getTime() + leaseMs) }, $inc: { 'run.attempts': 1 } },
      { sort: { 'run.wakeAt': 1 }, projection: { sealed: 0 }, returnDocument: 'after' },
    );
    return row ? toListing(row) : undefined;
  }

  /** Has a claimed session looked at again later. */
  async postpone(tenantId: string, id: string, wakeAt: Date): Promise<void> {
    const due = { _id: id, tenantId, 'run.wakeAt': { $exists: true } };
    await this.rows.updateOne(due, { $set: { 'run.wakeAt': wakeAt } });
  }

  /** Active sessions whose time is over, whoever's they are. */
  async overdue(now: Date, limit: number): Promise<{ id: string; tenantId: string }[]> {
    const rows = await this.rows
      .find({ status: 'active', expiresAt: { $lte: now } }, { projection: { tenantId: 1 } })
      .sort({ expiresAt: 1 })
      .limit(limit)
      .toArray();
    return rows.map(({ _id, tenantId }) => ({ id: _id, tenantId }));
  }

  private async open({ _id, sealed, checks, ...plain }: SessionRow): Promise<Session> {
    const contents: Partial<Sealed> = sealed
      ? await this.personalData.open<Sealed>({ tenantId: plain.tenantId, id: _id }, 'session', sealed)
      : {};
    const { evidence = {}, ...parts } = contents;
    return {
      formData: {},
      metadata: {},
      decisions: [],
      pastChecks: [],
      reopenings: {},
      ...parts,
      ...plain,
      id: _id,
      checks: checks.map((check) => ({ ...check, evidence: evidence[check.check_id] })),
    };
  }
}

const noSuchSession = (): DomainRefusal => new DomainRefusal('not_found', 'There is no such session.');

function toListing({ _id, sealed: _sealed, checks: _checks, ...plain }: SessionRow): SessionListing {
  return { ...plain, id: _id };
}

/** Named, because to a planner with few rows to try, going back through the ids of all tenants looks as good. */
function indexFor({ workflowId, clientId }: SessionFilter): IndexSpecification {
  if (clientId) return { tenantId: 1, clientId: 1, status: 1, _id: -1 };
  if (workflowId) return { tenantId: 1, workflowId: 1, status: 1, _id: -1 };
  return { tenantId: 1, status: 1, _id: -1 };
}

const listedStates = sessionStates.filter((status) => status !== 'deleted');

/** Ids begin with their time, so a filter by creation is a range of ids and needs no index of its own. */
export function queryOf(tenantId: string, filter: SessionFilter, before?: string): Filter<SessionRow> {
  const { status, workflowId, clientId, createdAfter, createdBefore } = filter;
  const from = createdAfter && leastId('ses', createdAfter.getTime());
  const until = createdBefore && leastId('ses', createdBefore.getTime());
  const end = [until, before].filter((id) => id !== undefined).sort()[0];
  return {
    tenantId,
    status: status ?? { $in: listedStates },
    ...(workflowId && { workflowId }),
    ...(clientId && { clientId }),
    ...((from ?? end) && { _id: { ...(from && { $gte: from }), ...(end && { $lt: end }) } }),
  };
}
