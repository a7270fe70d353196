import { Injectable } from '@nestjs/common';
import type { Binary, Collection } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import { PersonalData } from '#libs/security';
import type { Findings } from './screening.js';

/** Where a screening of a session belongs: the `position`-th of its check. */
export interface PlaceInSession {
  sessionId: string;
  checkId: string;
  position: number;
}

export interface Screening {
  id: string;
  tenantId: string;
  screenedAt: Date;
  findings: Findings;
  /** Who was looked for and how, as it was asked; kept as a record. */
  asked: unknown;
  /** Absent when it was asked for directly. */
  place?: PlaceInSession;
}

/** A screening as it is stored: nothing of it is readable but ids and the time. */
export interface ScreeningRow extends Partial<PlaceInSession> {
  _id: string;
  tenantId: string;
  screenedAt: Date;
  sealed: Binary;
}

type Content = Pick<Screening, 'findings' | 'asked'>;

/**
 * The screenings that were done. What they hold is sealed: with a key of its own when a screening was asked for
 * directly, with the session's key when it belongs to one.
 */
@Injectable()
export class ScreeningsRepository {
  private readonly rows: Collection<ScreeningRow>;

  constructor(
    database: Database,
    private readonly personalData: PersonalData,
  ) {
    this.rows = database.collection<ScreeningRow>('screenings');
  }

  /** To be called before a transaction begins: sealing may write a new key. */
  async seal({ id, tenantId, screenedAt, findings, asked, place }: Screening): Promise<ScreeningRow> {
    const content: Content = { findings, asked };
    const subject = { tenantId, id: place?.sessionId ?? id };
    const sealed = await this.personalData.seal(subject, fieldOf(id), content);
    return { _id: id, tenantId, screenedAt, ...place, sealed };
  }

  async insert(rows: ScreeningRow[], tx?: Transaction): Promise<void> {
    if (rows.length > 0) await this.rows.insertMany(rows, { session: tx });
  }

  /** @throws DomainRefusal `not_found` when the tenant has no such screening, or it was erased */
  async get(tenantId: string, id: string): Promise<Screening> {
    const row = await this.rows.findOne({ _id: id, tenantId });
    if (!row) throw new DomainRefusal('not_found', 'There is no such screening.');
    return this.open(row);
  }

  async deleteOfSession(tenantId: string, sessionId: string, tx: Transaction): Promise<void> {
    await this.rows.deleteMany({ tenantId, sessionId }, { session: tx });
  }

  private async open(row: ScreeningRow): Promise<Screening> {
    const { _id: id, tenantId, screenedAt, sessionId, checkId, position, sealed } = row;
    const subject = { tenantId, id: sessionId ?? id };
    const content = await this.personalData.open<Content>(subject, fieldOf(id), sealed);
    const place = sessionId && checkId ? { sessionId, checkId, position: position ?? 0 } : undefined;
    return { id, tenantId, screenedAt, ...content, ...(place && { place }) };
  }
}

const fieldOf = (id: string): string => `screening:${id}`;
