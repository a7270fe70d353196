import { Injectable } from '@nestjs/common';
import type { CreatedSession } from '#libs/contracts';
import { DomainRefusal } from '#libs/problems';
import { AddLink } from '../lifecycle/add-link.js';
import { DeleteSession } from '../lifecycle/delete-session.js';
import { ExtendSession } from '../lifecycle/extend-session.js';
import { RenewLink } from '../lifecycle/renew-link.js';
import { LoadSession } from '../sessions/load-session.js';
import type { SessionLink } from '../sessions/session-links.js';
import { illegalMove, type Session } from '../sessions/session.js';

/** What the subsession service does with the sessions of related parties once they are open. */
@Injectable()
export class PartySessions {
  constructor(
    private readonly loadSession: LoadSession,
    private readonly addLink: AddLink,
    private readonly renewLink: RenewLink,
    private readonly extendSession: ExtendSession,
    private readonly deleteSession: DeleteSession,
  ) {}

  async add(tenantId: string, sessionId: string, actor: string): Promise<CreatedSession> {
    const { session, link } = await this.addLink.run(tenantId, sessionId, actor);
    return linkJson(session, link);
  }

  /** @param days for which a session whose time is over is brought back; those of its workflow when left out */
  async renew(
    tenantId: string,
    sessionId: string,
    actor: string,
    days: number | undefined,
  ): Promise<CreatedSession> {
    const renew = async (): Promise<CreatedSession> => {
      const { session, link } = await this.renewLink.run(tenantId, sessionId, actor);
      return linkJson(session, link);
    };
    try {
      return await renew();
    } catch (error) {
      if (!(error instanceof DomainRefusal && error.code === 'session_expired')) throw error;
    }
    const { workflow } = await this.loadSession.run(tenantId, sessionId);
    await this.extendSession.run(tenantId, sessionId, days ?? workflow.definition.ttl_days, actor);
    return renew();
  }

  /**
   * @param onlyOpen leaves a party alone that has finished
   * @throws DomainRefusal `illegal_transition`
   */
  async remove(tenantId: string, sessionId: string, actor: string, onlyOpen: boolean): Promise<void> {
    await this.deleteSession.run(tenantId, sessionId, actor, (session) => {
      if (onlyOpen && session.status !== 'active' && session.status !== 'expired')
        throw illegalMove(session, 'The party has finished; only the back office can remove it.');
    });
  }
}

/** A session with the link that was made for it. */
export function linkJson(session: Session, link: SessionLink): CreatedSession {
  return {
    session_id: session.id,
    tenant_id: session.tenantId,
    workflow_id: session.workflowId,
    status: session.status,
    expires_at: session.expiresAt.toISOString(),
    access_token: link.accessToken,
    url: link.url,
  };
}
