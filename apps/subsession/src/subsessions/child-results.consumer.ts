import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  SessionCompleted,
  SessionDecided,
  SessionExpired,
  SubsessionDecided,
  SubsessionExpired,
  type Payload,
} from '#libs/contracts';
import { Dispatcher, Outbox, type Handling } from '#libs/messaging';
import { Invitations } from '../invitations/invitations.js';
import { SubsessionRepository, type SubsessionPlace } from './subsession.repository.js';

type AboutSession = Payload<typeof SessionCompleted>;

/** Most sessions are nobody's party. */
const hasParent = ({ parent_session_id }: { parent_session_id?: string | null }): boolean =>
  typeof parent_session_id === 'string';

/** Follows the sessions of related parties: nobody who is done is written to, and each end is told to the inviter. */
@Injectable()
export class ChildResultsConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly subsessions: SubsessionRepository,
    private readonly invitations: Invitations,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    const { dispatcher } = this;
    dispatcher.on(SessionCompleted, (data, handling) => this.completed(data, handling), hasParent);
    dispatcher.on(SessionExpired, (data, handling) => this.expired(data, handling), hasParent);
    dispatcher.on(SessionDecided, (data, handling) => this.decided(data, handling), hasParent);
  }

  private async completed({ session_id }: AboutSession, { message, tx }: Handling): Promise<void> {
    const place = await this.subsessions.ofChild(message.tenantId, session_id, tx);
    if (place) await this.invitations.cancel(message.tenantId, place.id, tx);
  }

  private async expired({ session_id }: AboutSession, handling: Handling): Promise<void> {
    const { message, tx } = handling;
    const place = await this.subsessions.ofChild(message.tenantId, session_id, tx);
    if (!place) return;
    await this.invitations.cancel(message.tenantId, place.id, tx);
    await this.outbox.add(SubsessionExpired, { ...toInviter(place, handling), data: idsOf(place) }, tx);
  }

  private async decided(
    { session_id, status, final_decision, decided_at }: Payload<typeof SessionDecided>,
    handling: Handling,
  ): Promise<void> {
    const { message, tx } = handling;
    const place = await this.subsessions.ofChild(message.tenantId, session_id, tx);
    if (!place) return;
    const data = { ...idsOf(place), status, final_decision, decided_at };
    await this.outbox.add(SubsessionDecided, { ...toInviter(place, handling), data }, tx);
  }
}

function toInviter(
  { parentSessionId: subject }: SubsessionPlace,
  { message: { tenantId, id: causationId, correlationId } }: Handling,
) {
  return { subject, tenantId, correlationId, causationId };
}

const idsOf = ({ id, parentSessionId, childSessionId, stepId }: SubsessionPlace) => ({
  ...{ session_id: parentSessionId, subsession_id: id },
  ...{ child_session_id: childSessionId, step_id: stepId },
});
