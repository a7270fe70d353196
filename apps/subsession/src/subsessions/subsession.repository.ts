import { Injectable } from '@nestjs/common';
import type { Binary, Collection } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import { PersonalData } from '#libs/security';

/** Who was invited, as the inviter gave it; sealed with the parent session's key. */
export interface Party {
  name: string;
  email?: string;
  role?: string;
  entity_type?: string;
  ownership_percentage?: number;
}

/** The link between a parent session and the session of a related party. */
export interface Subsession {
  id: string;
  tenantId: string;
  parentSessionId: string;
  stepId: string;
  childSessionId: string;
  createdAt: Date;
  party: Party;
}

interface SubsessionRow {
  _id: string;
  tenantId: string;
  parentSessionId: string;
  stepId: string;
  /** Absent while the child session is being opened. */
  childSessionId?: string;
  createdAt: Date;
  sealed: Binary;
}

interface StepRow {
  _id: string;
  tenantId: string;
  reservations: number;
}

/** A place whose child session was not opened by then belongs to a request that died; it counts no more. */
const openingLimitMs = 60_000;

@Injectable()
export class SubsessionRepository {
  private readonly rows: Collection<SubsessionRow>;
  private readonly steps: Collection<StepRow>;

  constructor(
    private readonly database: Database,
    private readonly personalData: PersonalData,
  ) {
    this.rows = database.collection<SubsessionRow>('subsessions');
    this.steps = database.collection<StepRow>('collection_steps');
  }

  /**
   * Takes one of the step's places. Of two requests for the last place one gets it: both write the step's row, so the
   * later transaction starts over and sees the place gone.
   *
   * @throws DomainRefusal `limit_reached`
   */
  async reserve(subsession: Omit<Subsession, 'childSessionId'>, places: number): Promise<void> {
    const { id, tenantId, parentSessionId, stepId, createdAt, party } = subsession;
    const sealed = await this.personalData.seal({ tenantId, id: parentSessionId }, 'party', party);
    await this.database.transaction(async (tx) => {
      const step = { _id: `${parentSessionId}:${stepId}`, tenantId };
      await this.steps.updateOne(step, { $inc: { reservations: 1 } }, { upsert: true, session: tx });
      const opening = {
        childSessionId: { $exists: false },
        createdAt: { $lt: new Date(Date.now() - openingLimitMs) },
      };
      await this.rows.deleteMany({ tenantId, parentSessionId, stepId, ...opening }, { session: tx });
      const taken = await this.rows.countDocuments({ tenantId, parentSessionId, stepId }, { session: tx });
      if (taken >= places)
        throw new DomainRefusal('limit_reached', `This step takes at most ${places} subsessions.`);
      await this.rows.insertOne(
        { _id: id, tenantId, parentSessionId, stepId, createdAt, sealed },
        { session: tx },
      );
    });
  }

  /** Fills a reserved place. @throws DomainRefusal `conflict` when the place was given up meanwhile */
  async open(tenantId: string, id: string, childSessionId: string, tx: Transaction): Promise<void> {
    const filled = await this.rows.updateOne(
      { _id: id, tenantId },
      { $set: { childSessionId } },
      { session: tx },
    );
    if (filled.matchedCount === 0) throw new DomainRefusal('conflict', 'The place was given up; try again.');
  }

  async giveUp(tenantId: string, id: string): Promise<void> {
    await this.rows.deleteOne({ _id: id, tenantId, childSessionId: { $exists: false } });
  }

  async list(tenantId: string, parentSessionId: string): Promise<Subsession[]> {
    const rows = await this.rows
      .find({ tenantId, parentSessionId, childSessionId: { $exists: true } })
      .sort({ _id: 1 })
      .toArray();
    return Promise.all(rows.map((row) => this.toSubsession(row)));
  }

  async erase(tenantId: string, parentSessionId: string, tx: Transaction): Promise<void> {
    await this.rows.deleteMany({ tenantId, parentSessionId }, { session: tx });
  }

  private async toSubsession({
    _id,
    sealed,
    childSessionId = '',
    ...rest
  }: SubsessionRow): Promise<Subsession> {
    const subject = { tenantId: rest.tenantId, id: rest.parentSessionId };
    return {
      ...rest,
      id: _id,
      childSessionId,
      party: await this.personalData.open<Party>(subject, 'party', sealed),
    };
  }
}
