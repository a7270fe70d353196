import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  SessionCompleted,
  SessionDecided,
  SessionExpired,
  SubsessionDecided,
  type Payload,
} from '#libs/contracts';
import { Dispatcher, Outbox, type Handling } from '#libs/messaging';
import { Invitations } from '../invitations/invitations.js';
import { SubsessionRepository } from './subsession.repository.js';

type AboutSession = Payload<typeof SessionCompleted>;

/** Most sessions are nobody's party. */
const hasParent = ({ parent_session_id }: { parent_session_id?: string | null }): boolean =>
  typeof parent_session_id === 'string';

/** Follows the sessions of related parties: nobody who is done is written to, and each result is told to the inviter. */
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
    const stop = (data: AboutSession, handling: Handling): Promise<void> => this.stopInviting(data, handling);
    dispatcher.on(SessionCompleted, stop, hasParent);
    dispatcher.on(SessionExpired, stop, hasParent);
    dispatcher.on(SessionDecided, (data, handling) => this.decided(data, handling), hasParent);
  }

  private async stopInviting(
    { session_id }: AboutSession,
    { message: { tenantId }, tx }: Handling,
  ): Promise<void> {
    const place = await this.subsessions.ofChild(tenantId, session_id, tx);
    if (place) await this.invitations.cancel(tenantId, place.id, tx);
  }

  private async decided(
    { session_id, status, final_decision, decided_at }: Payload<typeof SessionDecided>,
    { message: { tenantId, id: causationId, correlationId }, tx }: Handling,
  ): Promise<void> {
    const place = await this.subsessions.ofChild(tenantId, session_id, tx);
    if (!place) return;
    const ids = { session_id: place.parentSessionId, subsession_id: place.id, child_session_id: session_id };
    const data = { ...ids, step_id: place.stepId, status, final_decision, decided_at };
    const about = { subject: place.parentSessionId, tenantId, correlationId, causationId };
    await this.outbox.add(SubsessionDecided, { ...about, data }, tx);
  }
}
