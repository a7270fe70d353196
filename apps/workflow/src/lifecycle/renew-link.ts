import { Injectable } from '@nestjs/common';
import { DomainRefusal } from '#libs/problems';
import { ChangeSession } from '../sessions/change-session.js';
import { SessionLinks, type SessionLink } from '../sessions/session-links.js';
import { isExpired, type Session } from '../sessions/session.js';

/** Replaces the link of a session: every other one is dead as soon as this is committed. */
@Injectable()
export class RenewLink {
  constructor(
    private readonly changes: ChangeSession,
    private readonly links: SessionLinks,
  ) {}

  async run(
    tenantId: string,
    sessionId: string,
    actor: string,
  ): Promise<{ session: Session; link: SessionLink }> {
    const link = this.links.make();
    const { session } = await this.changes.run(tenantId, sessionId, (current, effects) => {
      const now = new Date();
      if (isExpired(current, now))
        throw new DomainRefusal('session_expired', 'Extend the session first, then make a new link.');
      current.tokenHashes = [link.tokenHash];
      current.updatedAt = now;
      effects.record({ type: 'link_generated', actor });
    });
    return { session, link };
  }
}
