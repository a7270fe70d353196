import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  CheckWallets,
  ScreenAdverseMedia,
  ScreenSession,
  SessionDeleted,
  type Message,
  type Payload,
} from '#libs/contracts';
import { Dispatcher } from '#libs/messaging';
import { afterCommit, type Transaction } from '#libs/persistence';
import { PersonalData } from '#libs/security';
import { ScreeningsRepository } from '../screenings/screenings.repository.js';
import { CheckWorker } from './check-worker.js';
import type { CheckKind } from './session-check.js';
import { SessionChecksRepository } from './session-checks.repository.js';

/** Takes down which checks of sessions are asked for, and erases what is held of deleted ones. */
@Injectable()
export class SessionMessagesConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly checks: SessionChecksRepository,
    private readonly screenings: ScreeningsRepository,
    private readonly worker: CheckWorker,
    private readonly personalData: PersonalData,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(ScreenSession, (data, { message, tx }) =>
      this.addCheck('sanctions', data, message, tx),
    );
    this.dispatcher.on(CheckWallets, (data, { message, tx }) => this.addCheck('crypto', data, message, tx));
    this.dispatcher.on(ScreenAdverseMedia, (data, { message, tx }) =>
      this.addCheck('adverse_media', data, message, tx),
    );
    this.dispatcher.on(SessionDeleted, ({ session_id }, { message, tx }) =>
      this.erase(message.tenantId, session_id, tx),
    );
  }

  /** What the commands ask for: that of the sanctions check has every property. */
  private async addCheck(
    kind: CheckKind,
    data: Payload<typeof ScreenSession>,
    message: Message,
    tx: Transaction,
  ): Promise<void> {
    const now = new Date();
    await this.checks.add(
      {
        _id: data.check_id,
        tenantId: message.tenantId,
        sessionId: data.session_id,
        kind,
        lists: data.lists,
        minScore: data.min_score,
        status: 'pending',
        createdAt: now,
        attempts: 0,
        dueAt: now,
        causationId: message.id,
        correlationId: message.correlationId,
        traceparent: message.traceparent,
      },
      tx,
    );
    afterCommit(tx, this.worker.wake);
  }

  private async erase(tenantId: string, sessionId: string, tx: Transaction): Promise<void> {
    await this.checks.deleteOfSession(tenantId, sessionId, tx);
    await this.screenings.deleteOfSession(tenantId, sessionId, tx);
    await this.personalData.erase({ tenantId, id: sessionId });
  }
}
