import { Injectable } from '@nestjs/common';
import { DeleteSession } from '../lifecycle/delete-session.js';
import { expire } from '../lifecycle/expiry.js';
import { ChangeSession, unchanged } from '../sessions/change-session.js';
import { SessionRepository } from '../sessions/session.repository.js';
import { sessionStates } from '../sessions/session.states.js';

/** Ends the sessions of related parties with the one that invited them. Whatever is done already is not done again. */
@Injectable()
export class EndParties {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly changes: ChangeSession,
    private readonly deleteSession: DeleteSession,
  ) {}

  /** Of a deleted session: nothing of its parties outlives it. */
  async erase(tenantId: string, parentSessionId: string): Promise<void> {
    const states = sessionStates.filter((state) => state !== 'deleted');
    for (const id of await this.sessions.childrenOf(tenantId, parentSessionId, states))
      await this.deleteSession.run(tenantId, id, 'automation');
  }

  /** Of an expired session: links that are still open lead nowhere any more; what was submitted stays. */
  async expire(tenantId: string, parentSessionId: string): Promise<void> {
    for (const id of await this.sessions.childrenOf(tenantId, parentSessionId, ['active']))
      await this.changes.run(tenantId, id, (session, effects) =>
        session.status === 'active' ? expire(session, effects) : unchanged,
      );
  }
}
