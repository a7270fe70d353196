import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionDeleted } from '#libs/contracts';
import { Dispatcher } from '#libs/messaging';
import { PersonalData } from '#libs/security';
import { SubsessionRepository } from './subsession.repository.js';

/** Forgets whom a deleted session had invited. */
@Injectable()
export class EraseSessionConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly subsessions: SubsessionRepository,
    private readonly personalData: PersonalData,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(SessionDeleted, async ({ session_id }, { message: { tenantId }, tx }) => {
      await this.subsessions.erase(tenantId, session_id, tx);
      await this.personalData.erase({ tenantId, id: session_id });
    });
  }
}
