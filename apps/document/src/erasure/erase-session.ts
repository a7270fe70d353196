import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionChecks } from '#libs/checks';
import { SessionDeleted } from '#libs/contracts';
import { Dispatcher } from '#libs/messaging';
import type { Transaction } from '#libs/persistence';
import { PersonalData } from '#libs/security';
import { LivenessImagesRepository } from '../liveness-images/liveness-images.repository.js';
import { ErasureQueue } from './erasure-queue.js';
import type { SessionRef } from '../documents/document.js';

/**
 * Erases a deleted session: its rows and its data key at once, its files by a job that follows. Without the key,
 * sealed files and sealed rows in backups are unreadable from this moment on.
 */
@Injectable()
export class EraseSession implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly erasures: ErasureQueue,
    private readonly checks: SessionChecks,
    private readonly livenessImages: LivenessImagesRepository,
    private readonly personalData: PersonalData,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(SessionDeleted, async ({ session_id: sessionId }, { message, tx }) => {
      await this.erase({ tenantId: message.tenantId, sessionId }, tx);
    });
  }

  private async erase(session: SessionRef, tx: Transaction): Promise<void> {
    await this.erasures.eraseRows(session, new Date(), tx);
    await this.checks.erase(session.tenantId, session.sessionId, tx);
    await this.livenessImages.removeAll(session, tx);
    await this.personalData.erase({ tenantId: session.tenantId, id: session.sessionId });
  }
}
