import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionChecks } from '#libs/checks';
import { SessionDeleted } from '#libs/contracts';
import { Dispatcher } from '#libs/messaging';
import { PersonalData } from '#libs/security';
import { LivenessRepository } from '../liveness/liveness.repository.js';
import { SelfieRepository } from '../selfies/selfie.repository.js';

/** Forgets a deleted session: its rows, and its key, so that copies in backups cannot be read either. */
@Injectable()
export class EraseSessionConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly selfies: SelfieRepository,
    private readonly checks: SessionChecks,
    private readonly liveness: LivenessRepository,
    private readonly personalData: PersonalData,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(SessionDeleted, async ({ session_id }, { message: { tenantId }, tx }) => {
      await this.selfies.erase(tenantId, session_id, tx);
      await this.checks.erase(tenantId, session_id, tx);
      await this.liveness.erase({ tenantId, sessionId: session_id }, tx);
      await this.personalData.erase({ tenantId, id: session_id });
    });
  }
}
