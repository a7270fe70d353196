import { SessionExpired } from '#libs/contracts';
import type { SideEffects } from '../sessions/change-session.js';
import { aboutSession } from '../sessions/session-messages.js';
import { moveTo, type Session } from '../sessions/session.js';

const dayMs = 24 * 60 * 60 * 1000;

/** The time so many whole days later. */
export function daysAfter(time: Date, days: number): Date {
  return new Date(time.getTime() + days * dayMs);
}

/** Records that a session was not finished in time. Checks that were under way for a step are called off. */
export function expire(session: Session, effects: SideEffects): void {
  moveTo(session, 'expired', 'expiry', new Date());
  session.run = undefined;
  effects.record({ type: 'session_expired', actor: 'automation' });
  effects.send(SessionExpired, aboutSession(session));
}
