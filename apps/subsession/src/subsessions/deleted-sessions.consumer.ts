import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionDeleted } from '#libs/contracts';
import { Dispatcher } from '#libs/messaging';
import { PersonalData } from '#libs/security';
import { Invitations } from '../invitations/invitations.js';
import { SubsessionRepository } from './subsession.repository.js';
import { WithdrawSubsession } from './withdraw-subsession.js';

/** Forgets whom a deleted session had invited, and the deleted session itself where it was a party's. */
@Injectable()
export class DeletedSessionsConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly subsessions: SubsessionRepository,
    private readonly withdraw: WithdrawSubsession,
    private readonly invitations: Invitations,
    private readonly personalData: PersonalData,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(SessionDeleted, async ({ session_id }, { message: { tenantId }, tx }) => {
      const place = await this.subsessions.ofChild(tenantId, session_id, tx);
      if (place) await this.withdraw.forget(place, 'automation', tx);
      await this.subsessions.erase(tenantId, session_id, tx);
      await this.invitations.eraseParent(tenantId, session_id, tx);
      await this.personalData.erase({ tenantId, id: session_id });
    });
  }
}
