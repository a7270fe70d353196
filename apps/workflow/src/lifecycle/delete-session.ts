import { Injectable } from '@nestjs/common';
import { SessionDeleted } from '#libs/contracts';
import { DomainRefusal } from '#libs/problems';
import { ChangeSession, type SideEffects } from '../sessions/change-session.js';
import { aboutSession } from '../sessions/session-messages.js';
import { moveTo, type Session } from '../sessions/session.js';
import { SessionRepository } from '../sessions/session.repository.js';

/**
 * Deletes a session: what is left is a tombstone of ids, states and times. `kyc.session.deleted` has every service,
 * this one included, erase what it holds and the key it is sealed with.
 */
@Injectable()
export class DeleteSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly changes: ChangeSession,
  ) {}

  /**
   * Deleting again changes nothing.
   *
   * @param judge refuses by throwing what must not be deleted as it stands
   */
  async run(
    tenantId: string,
    sessionId: string,
    actor: string,
    judge: (session: Session) => void = () => undefined,
  ): Promise<void> {
    const known = await this.sessions.find(tenantId, sessionId);
    if (known.status === 'deleted') return;
    const bury = (session: Session, effects: SideEffects): void => {
      judge(session);
      effects.send(SessionDeleted, aboutSession(session));
      toTombstone(session, new Date());
      effects.record({ type: 'session_deleted', actor });
    };
    try {
      await this.changes.run(tenantId, sessionId, bury, known);
    } catch (error) {
      if (error instanceof DomainRefusal && error.code === 'not_found') return;
      throw error;
    }
  }
}

function toTombstone(session: Session, now: Date): void {
  moveTo(session, 'deleted', 'deletion', now);
  Object.assign(session, {
    deletedAt: now,
    tokenHashes: [`deleted:${session.id}`],
    clientId: undefined,
    run: undefined,
    checks: [],
    pastChecks: [],
    reopenings: {},
    formData: {},
    metadata: {},
    decisions: [],
    pendingDecision: undefined,
  });
}
