import { Injectable } from '@nestjs/common';
import { ChangeSession } from '../sessions/change-session.js';
import { SessionLinks, type SessionLink } from '../sessions/session-links.js';
import { requireActive, type Session } from '../sessions/session.js';

/** More than all messages to one party; of more links the oldest die. */
const mostLinks = 20;

/** Makes one more link of an open session. Stored are only hashes, so whoever is to get the link again gets another. */
@Injectable()
export class AddLink {
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
      requireActive(current, now);
      current.tokenHashes = [...current.tokenHashes, link.tokenHash].slice(-mostLinks);
      current.updatedAt = now;
      effects.record({ type: 'link_added', actor });
    });
    return { session, link };
  }
}
