import { Injectable } from '@nestjs/common';
import type { Binary, Collection } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import { PersonalData } from '#libs/security';

/** One thing that happened to a session. */
export interface TimelineEntry {
  /** `session_created`, `step_completed`, `check_completed`, … */
  type: string;
  actor: string;
  before?: string;
  after?: string;
  /** Ids and codes, no personal data. */
  details?: Record<string, unknown>;
  /** What a person wrote; sealed at rest and gone once the session is deleted. */
  note?: string;
}

type TimelineRow = Omit<TimelineEntry, 'note'> & {
  _id: string;
  tenantId: string;
  sessionId: string;
  at: Date;
  note?: Binary;
};

export interface StoredEntry extends TimelineEntry {
  entryId: string;
  at: Date;
}

/** Who did what when. Entries are only ever added, in the transaction of what they tell about. */
@Injectable()
export class TimelineRepository {
  private readonly rows: Collection<TimelineRow>;

  constructor(
    database: Database,
    private readonly personalData: PersonalData,
  ) {
    this.rows = database.collection<TimelineRow>('timeline');
  }

  async add(
    session: { id: string; tenantId: string; revision: number },
    entries: readonly TimelineEntry[],
    at: Date,
    tx: Transaction,
  ): Promise<void> {
    if (entries.length === 0) return;
    const { id: sessionId, tenantId } = session;
    const rows: TimelineRow[] = [];
    for (const [i, { note, ...entry }] of entries.entries()) {
      const sealed = note === undefined ? undefined : await this.personalData.seal(session, 'note', note);
      const _id = idOf(sessionId, session.revision * entriesPerChange + i);
      rows.push({ _id, tenantId, sessionId, at, ...entry, ...(sealed && { note: sealed }) });
    }
    await this.rows.insertMany(rows, { session: tx });
  }

  /** In the order in which things happened; `after` is the id that the last page ended with. */
  async list(tenantId: string, sessionId: string, limit: number, after?: string): Promise<StoredEntry[]> {
    const rows = await this.rows
      .find({ _id: { $gt: after ?? idOf(sessionId, 0), $lt: idOf(sessionId, Infinity) }, tenantId })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return Promise.all(rows.map((row) => this.open(row)));
  }

  private async open({ _id, tenantId, sessionId, note, ...entry }: TimelineRow): Promise<StoredEntry> {
    const text = note && (await this.openNote({ tenantId, id: sessionId }, note));
    return { entryId: _id, ...entry, ...(text !== undefined && { note: text }) };
  }

  private async openNote(
    subject: { tenantId: string; id: string },
    note: Binary,
  ): Promise<string | undefined> {
    try {
      return await this.personalData.open<string>(subject, 'note', note);
    } catch (error) {
      if (error instanceof DomainRefusal) return undefined;
      throw error;
    }
  }
}

/** No change of a session tells of more. */
const entriesPerChange = 100;

/**
 * Entries are numbered by the revision that they brought about, because changes that follow each other within a
 * millisecond have an order too.
 */
function idOf(sessionId: string, position: number): string {
  const place = position === Infinity ? 'z' : String(position).padStart(10, '0');
  return `${sessionId.replace(/^ses_/, 'tml_')}${place}`;
}
