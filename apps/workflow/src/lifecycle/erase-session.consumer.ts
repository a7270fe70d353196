import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionDeleted } from '#libs/contracts';
import { Dispatcher } from '#libs/messaging';
import { PersonalData } from '#libs/security';

/** Forgets the key of a deleted session, so that notes and copies in backups cannot be read either. */
@Injectable()
export class EraseSessionConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly personalData: PersonalData,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(SessionDeleted, ({ session_id: id }, { message: { tenantId } }) =>
      this.personalData.erase({ tenantId, id }),
    );
  }
}
