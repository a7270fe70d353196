import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionDeleted, SessionExpired } from '#libs/contracts';
import { Dispatcher } from '#libs/messaging';
import { PersonalData } from '#libs/security';
import { EndParties } from './end-parties.js';

/**
 * What ends with a session: the sessions of its related parties, and with a deleted one its key, so that notes and
 * copies in backups cannot be read either.
 */
@Injectable()
export class EndedSessionsConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly endParties: EndParties,
    private readonly personalData: PersonalData,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(SessionDeleted, async ({ session_id: id }, { message: { tenantId } }) => {
      await this.endParties.erase(tenantId, id);
      await this.personalData.erase({ tenantId, id });
    });
    this.dispatcher.on(SessionExpired, ({ session_id: id }, { message: { tenantId } }) =>
      this.endParties.expire(tenantId, id),
    );
  }
}
