import { DomainRefusal } from '#libs/problems';
import type { Caller } from '#libs/security';
import type { SessionRef } from './document.js';

/** The session that an end user's link stands for. */
export function sessionOf(caller: Caller): SessionRef {
  if (caller.kind !== 'end_user') throw new DomainRefusal('forbidden', 'This call needs an end user’s link.');
  return { tenantId: caller.tenantId, sessionId: caller.sessionId };
}
