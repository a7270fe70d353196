import { Injectable } from '@nestjs/common';
import type { CreatedSession } from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import { DomainRefusal, type ProblemCode } from '#libs/problems';

/** A link into a party's session; whoever has it acts as the party, so it is neither stored nor logged. */
export interface PartyLink {
  url: string;
  expiresAt: Date;
}

type LinkAnswer = Pick<CreatedSession, 'url' | 'expires_at' | 'status'>;

/** The party's session is over, or not open to the party at the moment. */
const closed: readonly ProblemCode[] = ['not_found', 'session_expired', 'illegal_transition'];

const timeoutMs = 4_000;

/** Links of the parties' sessions. Of an access token only the hash is stored, so each message gets a link of its own. */
@Injectable()
export class PartyLinks {
  constructor(private readonly services: ServiceClient) {}

  /**
   * A new link; undefined when there is nothing left for the party to do.
   *
   * @throws TransientFailure when the workflow service does not answer
   */
  async make(tenantId: string, childSessionId: string): Promise<PartyLink | undefined> {
    const path = `/internal/sessions/${encodeURIComponent(childSessionId)}/links`;
    try {
      const link = await this.services.json<LinkAnswer>('workflow', {
        method: 'POST',
        path,
        tenantId,
        timeoutMs,
      });
      return link.status === 'active' ? { url: link.url, expiresAt: new Date(link.expires_at) } : undefined;
    } catch (error) {
      if (error instanceof DomainRefusal && closed.includes(error.code)) return undefined;
      throw error;
    }
  }
}
