import { Injectable } from '@nestjs/common';
import type { Binary, Collection, Filter } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import { PersonalData } from '#libs/security';
import type { Check, Session } from './session.js';

/** What is sealed with the session's key before it reaches the collection. */
interface Sealed {
  formData: Session['formData'];
  metadata: Session['metadata'];
  decision?: Session['decision'];
  evidence: Record<string, Check['evidence']>;
}

type PlainParts = Omit<Session, 'id' | 'formData' | 'metadata' | 'decision' | 'checks'>;
type SessionRow = PlainParts & { _id: string; checks: Omit<Check, 'evidence'>[]; sealed: Binary | null };

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

  async insert(session: Session, tx: Transaction): Promise<void> {
    await this.rows.insertOne(await this.toRow(session), { session: tx });
  }

  async save(session: Session, tx: Transaction): Promise<void> {
    const { tenantId, id } = session;
    await this.rows.replaceOne({ _id: id, tenantId }, await this.toRow(session), { session: tx });
  }

  /** @throws DomainRefusal `not_found`, also for another tenant's session */
  async get(tenantId: string, id: string, tx?: Transaction): Promise<Session> {
    const row = await this.rows.findOne({ _id: id, tenantId }, { session: tx });
    if (!row || row.status === 'deleted') throw new DomainRefusal('not_found', 'There is no such session.');
    return this.toSession(row);
  }

  /** Finds the session of an access token by the token's hash. */
  async findByToken(tokenHash: string): Promise<SessionListing | undefined> {
    const row = await this.rows.findOne({ tokenHash }, { projection: { sealed: 0 } });
    return row && row.status !== 'deleted' ? toListing(row) : undefined;
  }

  /** Newest first; `before` is the id that the last page ended with. */
  async list(
    tenantId: string,
    filter: SessionFilter,
    limit: number,
    before?: string,
  ): Promise<SessionListing[]> {
    const { status, workflowId, clientId, createdAfter, createdBefore } = filter;
    const query: Filter<SessionRow> = {
      tenantId,
      status: status ?? { $ne: 'deleted' },
      ...(workflowId && { workflowId }),
      ...(clientId && { clientId }),
      ...((createdAfter ?? createdBefore) && {
        createdAt: {
          ...(createdAfter && { $gte: createdAfter }),
          ...(createdBefore && { $lt: createdBefore }),
        },
      }),
      ...(before && { _id: { $lt: before } }),
    };
    const rows = await this.rows
      .find(query, { projection: { sealed: 0 } })
      .sort({ _id: -1 })
      .limit(limit)
      .toArray();
    return rows.map(toListing);
  }

  /**
   * Takes one session whose processing needs a look, for `leaseMs`: another worker gets it only after that, so a
   * crashed worker's session is taken over.
   */
  async claimDue(now: Date, leaseMs: number): Promise<SessionListing | undefined> {
    const row = await this.rows.findOneAndUpdate(
      { 'processing.wakeAt': { $lte: now } },
      {
        $set: { 'processing.wakeAt': new Date(now.getTime() + leaseMs) },
        $inc: { 'processing.attempts': 1 },
      },
      { sort: { 'processing.wakeAt': 1 }, projection: { sealed: 0 }, returnDocument: 'after' },
    );
    return row ? toListing(row) : undefined;
  }

  private async toRow(session: Session): Promise<SessionRow> {
    const { id, formData, metadata, decision, checks, ...plain } = session;
    const evidence = Object.fromEntries(checks.map((check) => [check.check_id, check.evidence]));
    const contents: Sealed = { formData, metadata, decision, evidence };
    const sealed = await this.personalData.seal({ tenantId: session.tenantId, id }, 'session', contents);
    return { ...plain, _id: id, checks: checks.map(({ evidence: _sealed, ...check }) => check), sealed };
  }

  private async toSession({ _id, sealed, checks, ...plain }: SessionRow): Promise<Session> {
    const contents: Sealed = sealed
      ? await this.personalData.open<Sealed>({ tenantId: plain.tenantId, id: _id }, 'session', sealed)
      : { formData: {}, metadata: {}, evidence: {} };
    const { formData, metadata, decision, evidence } = contents;
    return {
      ...plain,
      id: _id,
      formData,
      metadata,
      decision,
      checks: checks.map((check) => ({ ...check, evidence: evidence[check.check_id] })),
    };
  }
}

function toListing({ _id, sealed: _sealed, checks: _checks, ...plain }: SessionRow): SessionListing {
  return { ...plain, id: _id };
}
