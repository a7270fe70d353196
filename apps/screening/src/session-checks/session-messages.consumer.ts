import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionChecks } from '#libs/checks';
import { CheckWallets, ScreenAdverseMedia, ScreenSession, SessionDeleted } from '#libs/contracts';
import { Dispatcher } from '#libs/messaging';
import type { Transaction } from '#libs/persistence';
import { PersonalData } from '#libs/security';
import { ScreeningsRepository } from '../screenings/screenings.repository.js';
import type { AskedScreening } from './screening-engine.js';

/** Takes down which checks of sessions are asked for, and erases what is held of deleted ones. */
@Injectable()
export class SessionMessagesConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly checks: SessionChecks<AskedScreening>,
    private readonly screenings: ScreeningsRepository,
    private readonly personalData: PersonalData,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(ScreenSession, (data, { message, tx }) => {
      const { lists, min_score: minScore } = data;
      return this.checks.take(data, { kind: 'sanctions', lists, minScore }, message, tx);
    });
    this.dispatcher.on(CheckWallets, (data, { message, tx }) =>
      this.checks.take(data, { kind: 'crypto', lists: data.lists }, message, tx),
    );
    this.dispatcher.on(ScreenAdverseMedia, (data, { message, tx }) =>
      this.checks.take(data, { kind: 'adverse_media' }, message, tx),
    );
    this.dispatcher.on(SessionDeleted, ({ session_id }, { message, tx }) =>
      this.erase(message.tenantId, session_id, tx),
    );
  }

  private async erase(tenantId: string, sessionId: string, tx: Transaction): Promise<void> {
    await this.checks.erase(tenantId, sessionId, tx);
    await this.screenings.deleteOfSession(tenantId, sessionId, tx);
    await this.personalData.erase({ tenantId, id: sessionId });
  }
}
