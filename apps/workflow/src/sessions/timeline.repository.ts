import { Injectable } from '@nestjs/common';
import type { Collection } from 'mongodb';
import { newId } from '#libs/platform';
import { Database, type Transaction } from '#libs/persistence';

/** One thing that happened to a session: ids and codes, no personal data. */
export interface TimelineEntry {
  /** `session_created`, `step_completed`, `check_completed`, … */
  type: string;
  actor: string;
  before?: string;
  after?: string;
  details?: Record<string, unknown>;
}

interface TimelineRow extends TimelineEntry {
  _id: string;
  tenantId: string;
  sessionId: string;
  at: Date;
}

export interface StoredEntry extends TimelineEntry {
  entryId: string;
  at: Date;
}

/** Who did what when. Entries are only ever added, in the transaction of what they tell about. */
@Injectable()
export class TimelineRepository {
  private readonly rows: Collection<TimelineRow>;

  constructor(database: Database) {
    this.rows = database.collection<TimelineRow>('timeline');
  }

  async add(
    session: { id: string; tenantId: string },
    entries: readonly TimelineEntry[],
    at: Date,
    tx: Transaction,
  ): Promise<void> {
    if (entries.length === 0) return;
    const { id: sessionId, tenantId } = session;
    // Entries of one change share their time; the id keeps their order.
    const rows = entries.map((entry, i) => ({
      _id: newId('tml', at.getTime() + i),
      tenantId,
      sessionId,
      at,
      ...entry,
    }));
    await this.rows.insertMany(rows, { session: tx });
  }

  async list(tenantId: string, sessionId: string): Promise<StoredEntry[]> {
    const rows = await this.rows.find({ tenantId, sessionId }).sort({ _id: 1 }).limit(1_000).toArray();
    return rows.map(({ _id, tenantId: _tenant, sessionId: _session, ...entry }) => ({
      entryId: _id,
      ...entry,
    }));
  }
}
