import { Injectable } from '@nestjs/common';
import { MongoServerError, type Collection } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import type { SessionRef } from './document.js';

/** Who asked to be told when the session's extractions have ended. */
export interface SettlementRequest {
  messageId: string;
  correlationId: string;
}

interface SessionRow {
  _id: string;
  tenantId: string;
  /** Counts the changes, so that every change writes the row. */
  revision: number;
  settlement?: SettlementRequest;
  erasedAt?: Date;
}

const duplicateKey = 11_000;

/**
 * One row for each session that every change of its documents writes. Two transactions about one session therefore
 * conflict and run one after the other: limits hold, a settlement request cannot miss the end of the last extraction,
 * and nothing is stored for a session after it was erased.
 */
@Injectable()
export class SessionLedger {
  private readonly rows: Collection<SessionRow>;

  constructor(database: Database) {
    this.rows = database.collection<SessionRow>('sessions');
  }

  /**
   * Takes the session's turn within a transaction.
   *
   * @throws DomainRefusal `not_found` when the session was erased
   */
  async takeTurn(session: SessionRef, tx: Transaction): Promise<{ settlement?: SettlementRequest }> {
    const row = await this.change(session, {}, tx);
    if (row.erasedAt || row.tenantId !== session.tenantId)
      throw new DomainRefusal('not_found', 'There is no such session.');
    return { settlement: row.settlement };
  }

  async requestSettlement(
    session: SessionRef,
    settlement: SettlementRequest,
    tx: Transaction,
  ): Promise<void> {
    await this.change(session, { $set: { settlement } }, tx);
  }

  async endSettlement(session: SessionRef, tx: Transaction): Promise<void> {
    await this.change(session, { $unset: { settlement: 1 } }, tx);
  }

  /** The row stays as the mark that nothing may be stored for this session again. */
  async markErased(session: SessionRef, erasedAt: Date, tx: Transaction): Promise<void> {
    await this.change(session, { $set: { erasedAt }, $unset: { settlement: 1 } }, tx);
  }

  private async change(
    { sessionId, tenantId }: SessionRef,
    update: { $set?: Partial<SessionRow>; $unset?: { settlement: 1 } },
    tx: Transaction,
  ): Promise<SessionRow> {
    try {
      const row = await this.rows.findOneAndUpdate(
        { _id: sessionId },
        { ...update, $inc: { revision: 1 }, $setOnInsert: { tenantId } },
        { upsert: true, returnDocument: 'after', session: tx },
      );
      if (!row) throw new Error('an upsert returned no row');
      return row;
    } catch (error) {
      // Two first writes of one session: the loser sees the winner's row when its transaction runs again.
      if (error instanceof MongoServerError && error.code === duplicateKey)
        error.addErrorLabel('TransientTransactionError');
      throw error;
    }
  }
}
