import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import { DocumentsSettled } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import type { Transaction } from '#libs/persistence';
import { currentWork } from '#libs/platform';
import type { SessionRef } from '../documents/document.js';
import { DocumentsRepository } from '../documents/documents.repository.js';
import { SessionLedger, type SettlementRequest } from '../documents/session-ledger.js';
import { ExtractionJobsRepository } from './extraction-jobs.repository.js';

/**
 * Where extractions are asked for, called off and ended, always within a transaction that holds the session's turn.
 * Whatever makes the last open extraction of a session go answers a waiting settlement in the same transaction.
 */
@Injectable()
export class ExtractionQueue {
  private readonly listeners = new Set<() => void>();
  private readonly ends = new EventEmitter().setMaxListeners(0);

  constructor(
    private readonly jobs: ExtractionJobsRepository,
    private readonly ledger: SessionLedger,
    private readonly documents: DocumentsRepository,
    private readonly outbox: Outbox,
  ) {}

  async takeTurn(session: SessionRef, tx: Transaction): Promise<void> {
    await this.ledger.takeTurn(session, tx);
  }

  async add(document: SessionRef & { _id: string }, tx: Transaction): Promise<void> {
    const { _id, tenantId, sessionId } = document;
    const traceparent = currentWork()?.traceparent;
    await this.jobs.add({ _id, tenantId, sessionId, attempts: 0, dueAt: new Date(), traceparent }, tx);
  }

  async callOff(session: SessionRef, docIds: string[], tx: Transaction): Promise<void> {
    await this.jobs.remove(session.tenantId, docIds, tx);
    await this.settleIfIdle(session, tx);
  }

  /** Answers at once when nothing is open, otherwise when the last extraction ends. */
  async settle(session: SessionRef, request: SettlementRequest, tx: Transaction): Promise<void> {
    await this.ledger.takeTurn(session, tx);
    await this.ledger.requestSettlement(session, request, tx);
    await this.settleIfIdle(session, tx);
  }

  /** Wakes the worker; to be called after the commit. */
  wake(): void {
    for (const listener of this.listeners) listener();
  }

  /** Tells who waits in this process that a document's extraction has ended. */
  announceEnd(docId: string): void {
    this.ends.emit(docId);
  }

  /** Resolves when the extraction of a document ended in this process, at the latest after `longestMs`. */
  ended(docId: string, longestMs: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.ends.off(docId, finish);
        resolve();
      };
      const timer = setTimeout(finish, longestMs);
      this.ends.on(docId, finish);
    });
  }

  onWake(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** To be called after an extraction ended, in the same transaction. */
  async settleIfIdle(session: SessionRef, tx: Transaction): Promise<void> {
    const { settlement } = await this.ledger.takeTurn(session, tx);
    if (!settlement || !(await this.jobs.isIdle(session, tx))) return;
    await this.ledger.endSettlement(session, tx);
    await this.outbox.add(
      DocumentsSettled,
      {
        subject: session.sessionId,
        tenantId: session.tenantId,
        correlationId: settlement.correlationId,
        causationId: settlement.messageId,
        data: { session_id: session.sessionId, documents: await this.documents.countLive(session, tx) },
      },
      tx,
    );
  }
}
