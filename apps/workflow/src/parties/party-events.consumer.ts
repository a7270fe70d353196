import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  InvitationFailed,
  InvitationSent,
  SubsessionCreated,
  SubsessionDecided,
  SubsessionExpired,
  SubsessionWithdrawn,
  type Payload,
} from '#libs/contracts';
import { Dispatcher, type Handling } from '#libs/messaging';
import type { Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import { impactingSteps, isOverFindings } from '../rules/parties-in-case.js';
import { ChangeSession, unchanged, type SideEffects } from '../sessions/change-session.js';
import { LoadSession } from '../sessions/load-session.js';
import type { Session } from '../sessions/session.js';
import type { TimelineEntry } from '../sessions/timeline.repository.js';
import { reopenSession, type ReopeningReason } from './reopen-session.js';

type AboutParty = Payload<typeof InvitationSent> | Payload<typeof SubsessionWithdrawn>;

/**
 * Puts what happens to related parties on the timeline of the session that invited them, and has that session reviewed
 * again when a party that counts for it is rejected, or reviewed for something that was found, after it was approved.
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
    dispatcher.on(SubsessionExpired, (data, handling) =>
      this.tell(data, { type: 'subsession_expired', actor: 'automation' }, handling),
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
    const { subsession_id, child_session_id, step_id } = details;
    const counts = await this.impacts(session_id, step_id, handling);
    const reason = counts ? await this.objectionOf(result, handling) : undefined;
    await this.change(session_id, handling, (session, effects) => {
      effects.record({ type: 'subsession_decided', actor: 'automation', details });
      if (reason && session.status === 'approved')
        reopenSession(session, { subsession_id, session_id: child_session_id }, reason, effects);
    });
  }

  /** Why a party's result does not go with an approval; undefined when it does. */
  private async objectionOf(
    { status, child_session_id }: Payload<typeof SubsessionDecided>,
    { message, tx }: Handling,
  ): Promise<ReopeningReason | undefined> {
    if (status === 'rejected') return 'subsession_rejected';
    if (status !== 'manual_review') return undefined;
    const party = await this.sessionOf(message.tenantId, child_session_id, tx);
    const reasons = party?.session.decisions.at(-1)?.record.reasons ?? [];
    return isOverFindings(reasons) ? 'subsession_manual_review' : undefined;
  }

  private async impacts(sessionId: string, stepId: string, { message, tx }: Handling): Promise<boolean> {
    const loaded = await this.sessionOf(message.tenantId, sessionId, tx);
    return loaded !== undefined && impactingSteps(loaded.workflow.definition).has(stepId);
  }

  private async sessionOf(tenantId: string, sessionId: string, tx: Transaction) {
    try {
      return await this.loadSession.run(tenantId, sessionId, tx);
    } catch (error) {
      if (error instanceof DomainRefusal && error.code === 'not_found') return undefined;
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
