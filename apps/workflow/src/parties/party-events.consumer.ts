import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  InvitationFailed,
  InvitationSent,
  SubsessionCreated,
  SubsessionDecided,
  SubsessionWithdrawn,
  type Payload,
} from '#libs/contracts';
import { Dispatcher, type Handling } from '#libs/messaging';
import { DomainRefusal } from '#libs/problems';
import { impactingSteps } from '../rules/parties-in-case.js';
import { ChangeSession, unchanged, type SideEffects } from '../sessions/change-session.js';
import { LoadSession } from '../sessions/load-session.js';
import type { Session } from '../sessions/session.js';
import type { TimelineEntry } from '../sessions/timeline.repository.js';
import { reopenSession } from './reopen-session.js';

type AboutParty = Payload<typeof InvitationSent> | Payload<typeof SubsessionWithdrawn>;

/**
 * Puts what happens to related parties on the timeline of the session that invited them, and has that session reviewed
 * again when a party that counts for it is rejected after it was approved.
 */
@Injectable()
export class PartyEventsConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly loadSession: LoadSession,
    private readonly changes: ChangeSession,
  ) {}

  onModuleInit(): void {
    const { dispatcher } = this;
    dispatcher.on(SubsessionCreated, ({ actor = 'service:subsession', ...data }, handling) =>
      this.tell(data, { type: 'subsession_created', actor }, handling),
    );
    dispatcher.on(SubsessionWithdrawn, ({ actor, ...data }, handling) =>
      this.tell(data, { type: 'subsession_withdrawn', actor }, handling),
    );
    dispatcher.on(InvitationSent, (data, handling) =>
      this.tell(data, { type: 'invitation_sent', actor: 'automation' }, handling),
    );
    dispatcher.on(InvitationFailed, (data, handling) =>
      this.tell(data, { type: 'invitation_failed', actor: 'automation' }, handling),
    );
    dispatcher.on(SubsessionDecided, (data, handling) => this.decided(data, handling));
  }

  private async tell(
    { session_id, ...details }: Pick<AboutParty, 'session_id'> & Record<string, unknown>,
    entry: Omit<TimelineEntry, 'details'>,
    handling: Handling,
  ): Promise<void> {
    await this.change(session_id, handling, (_session, effects) => effects.record({ ...entry, details }));
  }

  private async decided(result: Payload<typeof SubsessionDecided>, handling: Handling): Promise<void> {
    const { session_id, ...details } = result;
    const { subsession_id, child_session_id, step_id, status } = details;
    const impacts = await this.impacts(session_id, step_id, handling);
    await this.change(session_id, handling, (session, effects) => {
      effects.record({ type: 'subsession_decided', actor: 'automation', details });
      if (impacts && status === 'rejected' && session.status === 'approved')
        reopenSession(session, { subsession_id, session_id: child_session_id }, effects);
    });
  }

  private async impacts(sessionId: string, stepId: string, { message, tx }: Handling): Promise<boolean> {
    try {
      const { workflow } = await this.loadSession.run(message.tenantId, sessionId, tx);
      return impactingSteps(workflow.definition).has(stepId);
    } catch (error) {
      if (error instanceof DomainRefusal && error.code === 'not_found') return false;
      throw error;
    }
  }

  /** A session that was deleted meanwhile is left alone. */
  private async change(
    sessionId: string,
    { message: { tenantId, id: causationId }, tx }: Handling,
    change: (session: Session, effects: SideEffects) => void,
  ): Promise<void> {
    const unlessDeleted = (session: Session, effects: SideEffects): unknown => {
      if (session.status === 'deleted') return unchanged;
      session.updatedAt = new Date();
      return change(session, effects);
    };
    await this.changes.within(tx, tenantId, sessionId, unlessDeleted, { causationId });
  }
}
