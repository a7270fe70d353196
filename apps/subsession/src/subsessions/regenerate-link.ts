import { Injectable } from '@nestjs/common';
import type { CreatedSession } from '#libs/contracts';
import { Database } from '#libs/persistence';
import { ServiceClient } from '#libs/platform';
import { Invitations } from '../invitations/invitations.js';
import type { OpenedSubsession } from './create-subsession.js';
import { SubsessionRepository } from './subsession.repository.js';

/**
 * Replaces the link of a party: the old ones are dead at once. A party whose time is over gets its time anew: the days that
 * the step says, else those of the party's own workflow.
 */
@Injectable()
export class RegenerateLink {
  constructor(
    private readonly subsessions: SubsessionRepository,
    private readonly services: ServiceClient,
    private readonly database: Database,
    private readonly invitations: Invitations,
  ) {}

  /** @throws DomainRefusal `not_found` for a party of another session */
  async run(
    tenantId: string,
    parentSessionId: string,
    subsessionId: string,
    actor: string,
  ): Promise<OpenedSubsession> {
    const subsession = await this.subsessions.get(tenantId, parentSessionId, subsessionId);
    const { id, stepId, childSessionId, ttlDays, party } = subsession;
    const child = await this.services.json<CreatedSession>('workflow', {
      method: 'POST',
      path: `/internal/sessions/${childSessionId}/generate-link`,
      tenantId,
      body: { ttl_days: ttlDays, actor },
    });
    // The link that was sent by e-mail died with the others.
    if (party.email !== undefined && child.status === 'active') {
      const expiresAt = new Date(child.expires_at);
      const invitation = { subsessionId: id, tenantId, parentSessionId, childSessionId, expiresAt };
      await this.database.transaction((tx) => this.invitations.schedule(invitation, tx));
    }
    return { subsessionId: id, stepId, child };
  }
}
