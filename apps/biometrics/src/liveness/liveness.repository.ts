import { Injectable } from '@nestjs/common';
import { MongoServerError, type Binary, type Collection } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import { TransientFailure } from '#libs/problems';
import { PersonalData } from '#libs/security';
import type { LivenessHistory } from './liveness-history.js';

/** Whose attempts: a session of a tenant. */
export interface SessionRef {
  tenantId: string;
  sessionId: string;
}

interface HistoryRow {
  /** The session id. */
  _id: string;
  tenantId: string;
  /** Counts the changes: one that was made of an older state is not written. */
  revision: number;
  /** The attempts say something about a face, so all of them are one sealed value. */
  sealed: Binary;
}

const place = 'liveness';
const duplicateKey = 11_000;
/** Each lost race means that somebody else got on, so more than a few in a row do not happen. */
const maxRaces = 20;

/** The liveness attempts of sessions, one row for each session, so that limits hold between racing requests. */
@Injectable()
export class LivenessRepository {
  private readonly rows: Collection<HistoryRow>;

  constructor(
    private readonly database: Database,
    private readonly personalData: PersonalData,
  ) {
    this.rows = database.collection<HistoryRow>('liveness');
  }

  async load(session: SessionRef): Promise<LivenessHistory> {
    return (await this.read(session)).history;
  }

  /**
   * Changes a session's attempts: of racing changes each sees what those before it did.
   *
   * @param change pure; it runs again when somebody else was faster, and may refuse
   * @param together what has to be written in the same transaction
   */
  async change<T>(
    session: SessionRef,
    change: (history: LivenessHistory) => T,
    together?: (result: T, tx: Transaction) => Promise<void>,
  ): Promise<T> {
    for (let race = 0; race < maxRaces; race++) {
      const { history, revision } = await this.read(session);
      const result = change(history);
      const sealed = await this.personalData.seal(ownerOf(session), place, history);
      const write = async (tx: Transaction): Promise<boolean> => {
        if (!(await this.write(session, revision, sealed, tx))) return false;
        await together?.(result, tx);
        return true;
      };
      if (await this.database.transaction(write).catch(falseWhenSomebodyWasFirst)) return result;
    }
    throw new TransientFailure('too many changes of one session’s liveness attempts at the same time');
  }

  async erase({ tenantId, sessionId }: SessionRef, tx: Transaction): Promise<void> {
    await this.rows.deleteOne({ _id: sessionId, tenantId }, { session: tx });
  }

  private async read(session: SessionRef): Promise<{ history: LivenessHistory; revision: number }> {
    const { tenantId, sessionId } = session;
    const row = await this.rows.findOne({ _id: sessionId, tenantId });
    if (!row) return { history: { attempts: [] }, revision: 0 };
    const history = await this.personalData.open<LivenessHistory>(ownerOf(session), place, row.sealed);
    return { history, revision: row.revision };
  }

  /** False when the state that the change was made of is not the stored one any more. */
  private async write(
    { tenantId, sessionId }: SessionRef,
    revision: number,
    sealed: Binary,
    tx: Transaction,
  ): Promise<boolean> {
    const written = await this.rows.updateOne(
      { _id: sessionId, tenantId, revision },
      { $set: { sealed, revision: revision + 1 } },
      { upsert: revision === 0, session: tx },
    );
    return written.modifiedCount + written.upsertedCount === 1;
  }
}

/** Of two requests that make a session's row at the same time, one meets the row of the other. */
function falseWhenSomebodyWasFirst(error: unknown): false {
  if (error instanceof MongoServerError && error.code === duplicateKey) return false;
  throw error;
}

const ownerOf = ({ tenantId, sessionId }: SessionRef): { tenantId: string; id: string } => ({
  tenantId,
  id: sessionId,
});
