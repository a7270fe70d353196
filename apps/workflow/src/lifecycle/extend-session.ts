import { Injectable } from '@nestjs/common';
import { ChangeSession, type SideEffects } from '../sessions/change-session.js';
import { LoadSession } from '../sessions/load-session.js';
import { illegalMove, isExpired, moveTo, type Session } from '../sessions/session.js';
import { AdvanceSession } from '../walk/advance-session.js';
import { daysAfter, expire } from './expiry.js';

/** Gives the end user more time; an expired session becomes active again where it stood. */
@Injectable()
export class ExtendSession {
  constructor(
    private readonly loadSession: LoadSession,
    private readonly changes: ChangeSession,
    private readonly advance: AdvanceSession,
  ) {}

  /** @param days counted from the end of its time, or from now when that is over */
  async run(tenantId: string, sessionId: string, days: number, actor: string): Promise<Session> {
    const { session: known, workflow } = await this.loadSession.run(tenantId, sessionId);
    if (known.parentSessionId !== undefined) await this.requireLivingParent(tenantId, known.parentSessionId);
    const extend = (session: Session, effects: SideEffects): void => {
      const now = new Date();
      if (session.status === 'active' && isExpired(session, now)) expire(session, effects);
      const wasExpired = session.status === 'expired';
      if (wasExpired) moveTo(session, 'active', 'extension', now);
      if (session.status !== 'active')
        throw illegalMove(session, `A session that is ${session.status} needs no more time.`);
      session.expiresAt = daysAfter(session.expiresAt > now ? session.expiresAt : now, days);
      session.updatedAt = now;
      const details = { days, expires_at: session.expiresAt.toISOString() };
      effects.record({ type: 'session_extended', actor, details });
      if (wasExpired) this.advance.enter(session, workflow.definition, effects);
    };
    return (await this.changes.run(tenantId, sessionId, extend, known)).session;
  }

  /** A party's session outlives the one that invited it only once that is finished. */
  private async requireLivingParent(tenantId: string, parentSessionId: string): Promise<void> {
    const { session: parent } = await this.loadSession.run(tenantId, parentSessionId);
    if (isExpired(parent, new Date()))
      throw illegalMove(parent, 'The session that invited this party is expired: extend that one first.');
  }
}
