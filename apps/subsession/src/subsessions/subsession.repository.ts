import { Injectable } from '@nestjs/common';
import type { Binary, Collection, WithId } from 'mongodb';
import type { OpeningParty } from '#libs/contracts';

import { Database, type Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import { PersonalData } from '#libs/security';
import type { PartyContact, PartyContacts } from '../invitations/party-contacts.js';

/** Who was invited, as the inviter gave it; sealed with the parent session's key. */
export interface Party {
  name: string;
  email?: string;
  role?: string;
  entity_type?: 'individual' | 'company';
  ownership_percentage?: number;
}

/** The link between a parent session and the session of a related party. */
export interface Subsession {
  id: string;
  tenantId: string;
  parentSessionId: string;
  /** The session at the top of the family. */
  rootSessionId: string;
  /** 1 for a party of the root, 2 for a party of such a party, … */
  level: number;
  stepId: string;
  childSessionId: string;
  /** How long the party has, when the step says; else as the workflow says. */
  ttlDays?: number;
  createdAt: Date;
  /** Which of the drafts of the parent it was invited from. */
  draftId?: string;
  party: Party;
}

type SubsessionRow = Omit<Subsession, 'id' | 'childSessionId' | 'party'> & {
  _id: string;
  /** Absent while the child session is being opened. */
  childSessionId?: string;
  sealed: Binary;
};

/** A party without what is sealed. */
export type SubsessionPlace = Omit<Subsession, 'party'>;

interface CounterRow {
  _id: string;
  tenantId: string;
  reservations: number;
}

/** A place whose child session was not opened by then belongs to a request that died; it counts no more. */
const openingLimitMs = 60_000;
const openingLimit = (): Date => new Date(Date.now() - openingLimitMs);
/** Related parties of related parties of related parties: deeper ownership is for people to look at. */
const maxLevels = 3;
/** Of one family; everything that looks at a whole family stays fast below it. */
const mostInFamily = 1_000;

@Injectable()
export class SubsessionRepository implements PartyContacts {
  private readonly rows: Collection<SubsessionRow>;
  private readonly counters: Collection<CounterRow>;

  constructor(
    private readonly database: Database,
    private readonly personalData: PersonalData,
  ) {
    this.rows = database.collection<SubsessionRow>('subsessions');
    this.counters = database.collection<CounterRow>('place_counters');
  }

  /** Where a new party of a session stands in its family. @throws DomainRefusal `limit_reached` when that is too deep */
  async placeBelow(
    tenantId: string,
    parentSessionId: string,
  ): Promise<Pick<Subsession, 'rootSessionId' | 'level'>> {
    const parent = await this.rows.findOne({ tenantId, childSessionId: parentSessionId });
    const { rootSessionId, level } = parent ?? { rootSessionId: parentSessionId, level: 0 };
    if (level >= maxLevels)
      throw new DomainRefusal('limit_reached', `Parties are collected over at most ${maxLevels} levels.`);
    return { rootSessionId, level: level + 1 };
  }

  /**
   * Takes one of the step's places. Of two requests for the last place one gets it: both write the step's counter, so the
   * later transaction starts over and sees the place gone; the same holds for the family as a whole.
   *
   * @throws DomainRefusal `limit_reached`; `already_exists` when its draft was used, also by a request that races
   */
  async reserve(subsession: Omit<Subsession, 'childSessionId'>, places: number): Promise<void> {
    const { id, party, ...place } = subsession;
    const { tenantId, parentSessionId, rootSessionId, stepId, draftId } = place;
    const sealed = await this.personalData.seal({ tenantId, id: parentSessionId }, 'party', party);
    await this.database.transaction(async (tx) => {
      for (const _id of [`${parentSessionId}:${stepId}`, rootSessionId])
        await this.counters.updateOne(
          { _id, tenantId },
          { $inc: { reservations: 1 } },
          { upsert: true, session: tx },
        );
      const abandoned = { childSessionId: { $exists: false }, createdAt: { $lt: openingLimit() } };
      if (draftId !== undefined) {
        const used = { tenantId, parentSessionId, draftId, $nor: [abandoned] };
        if (await this.rows.findOne(used, { session: tx })) throw draftUsed();
      }
      const step = { tenantId, parentSessionId, stepId };
      await this.rows.deleteMany({ ...step, ...abandoned }, { session: tx });
      const taken = await this.rows.countDocuments(step, { session: tx });
      if (taken >= places)
        throw new DomainRefusal('limit_reached', `This step takes at most ${places} subsessions.`);
      const family = await this.rows.countDocuments({ tenantId, rootSessionId }, { session: tx });
      if (family >= mostInFamily)
        throw new DomainRefusal('limit_reached', `A family of sessions has at most ${mostInFamily} parties.`);
      await this.rows.insertOne({ _id: id, ...place, sealed }, { session: tx });
    });
  }

  /** Parties of a session whose own sessions are being opened. */
  async opening(tenantId: string, parentSessionId: string): Promise<OpeningParty[]> {
    const opening = { childSessionId: { $exists: false }, createdAt: { $gte: openingLimit() } };
    const rows = await this.rows.find({ tenantId, parentSessionId, ...opening }).toArray();
    return rows.map(({ _id, stepId }) => ({ subsession_id: _id, step_id: stepId, status: 'opening' }));
  }

  /** Fills a reserved place. @throws DomainRefusal `conflict` when it counts no more, or was given up */
  async open(tenantId: string, id: string, childSessionId: string, tx: Transaction): Promise<void> {
    const filled = await this.rows.updateOne(
      { _id: id, tenantId, createdAt: { $gte: openingLimit() } },
      { $set: { childSessionId } },
      { session: tx },
    );
    if (filled.matchedCount === 0) throw new DomainRefusal('conflict', 'The place was given up; try again.');
  }

  async giveUp(tenantId: string, id: string): Promise<void> {
    await this.rows.deleteOne({ _id: id, tenantId, childSessionId: { $exists: false } });
  }

  /** One party of a session. @throws DomainRefusal `not_found`, also for a party of another session */
  async get(tenantId: string, parentSessionId: string, id: string): Promise<Subsession> {
    const row = await this.rows.findOne({ _id: id, tenantId, parentSessionId });
    if (!row || !isOpened(row)) throw new DomainRefusal('not_found', 'There is no such subsession.');
    return this.unseal(row);
  }

  async contactOf(tenantId: string, id: string): Promise<PartyContact | undefined> {
    const row = await this.rows.findOne({ _id: id, tenantId });
    if (!row || !isOpened(row)) return undefined;
    const { name, email } = (await this.unseal(row)).party;
    return email === undefined ? undefined : { name, email };
  }

  /** The place of the party whose own session it is. */
  async ofChild(
    tenantId: string,
    childSessionId: string,
    tx?: Transaction,
  ): Promise<SubsessionPlace | undefined> {
    const row = await this.rows.findOne({ tenantId, childSessionId }, { session: tx });
    return row && isOpened(row) ? placeOf(row) : undefined;
  }

  /** The parties of a session. */
  async invitedBy(tenantId: string, parentSessionId: string): Promise<Subsession[]> {
    const rows = await this.rows.find({ tenantId, parentSessionId }).toArray();
    return Promise.all(rows.filter(isOpened).map((row) => this.unseal(row)));
  }

  /** The parties of a session and all those below them, oldest first. */
  async descendants(tenantId: string, sessionId: string): Promise<Subsession[]> {
    const own = await this.rows.findOne({ tenantId, childSessionId: sessionId });
    const rootSessionId = own?.rootSessionId ?? sessionId;
    const rows = await this.rows.find({ tenantId, rootSessionId }).sort({ _id: 1 }).toArray();
    const opened = rows.filter(isOpened);
    const family = new Set([sessionId]);
    for (let level = own?.level ?? 0; level < maxLevels; level++)
      for (const row of opened) if (family.has(row.parentSessionId)) family.add(row.childSessionId);
    const below = opened.filter((row) => family.has(row.parentSessionId));
    return Promise.all(below.map((row) => this.unseal(row)));
  }

  async remove(tenantId: string, id: string, tx: Transaction): Promise<boolean> {
    return (await this.rows.deleteOne({ _id: id, tenantId }, { session: tx })).deletedCount === 1;
  }

  /** Forgets the parties of a deleted session. Their own sessions are deleted by their owner. */
  async erase(tenantId: string, parentSessionId: string, tx: Transaction): Promise<void> {
    await this.rows.deleteMany({ tenantId, parentSessionId }, { session: tx });
    // The session's own counter and those of its steps, `<session>:<step>`; a semicolon follows a colon.
    const own = { $gte: parentSessionId, $lt: `${parentSessionId};` };
    await this.counters.deleteMany({ _id: own, tenantId }, { session: tx });
  }

  private async unseal(row: OpenedRow): Promise<Subsession> {
    const subject = { tenantId: row.tenantId, id: row.parentSessionId };
    return { ...placeOf(row), party: await this.personalData.open<Party>(subject, 'party', row.sealed) };
  }
}

/** The refusal of a draft that is no more offered. */
export const draftUsed = (): DomainRefusal =>
  new DomainRefusal('already_exists', 'Somebody was invited from this draft before.', [
    { pointer: '/draft_id', code: 'draft_used', detail: 'whom it names is a party of this session already' },
  ]);

type OpenedRow = WithId<SubsessionRow> & { childSessionId: string };
const isOpened = (row: WithId<SubsessionRow>): row is OpenedRow => row.childSessionId !== undefined;

function placeOf({ _id, sealed: _sealed, ...place }: OpenedRow): SubsessionPlace {
  return { id: _id, ...place };
}
