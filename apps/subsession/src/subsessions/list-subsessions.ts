import { Injectable } from '@nestjs/common';
import type { SessionSummary, SubsessionView } from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import { SubsessionRepository, type Subsession } from './subsession.repository.js';

/** The subsessions of a parent with the state of each party's own session, asked of its owner. */
@Injectable()
export class ListSubsessions {
  constructor(
    private readonly subsessions: SubsessionRepository,
    private readonly services: ServiceClient,
  ) {}

  /**
   * For callers who name the parent themselves.
   *
   * @throws DomainRefusal `not_found` when the tenant has no such session
   */
  async ofNamedParent(tenantId: string, parentSessionId: string): Promise<SubsessionView[]> {
    const path = `/internal/sessions/${encodeURIComponent(parentSessionId)}`;
    await this.services.json<SessionSummary>('workflow', { path, tenantId });
    return this.run(tenantId, parentSessionId);
  }

  async run(tenantId: string, parentSessionId: string): Promise<SubsessionView[]> {
    const found = await this.subsessions.list(tenantId, parentSessionId);
    return Promise.all(found.map((subsession) => this.view(subsession)));
  }

  private async view({ id, tenantId, stepId, childSessionId, party }: Subsession): Promise<SubsessionView> {
    const path = `/internal/sessions/${childSessionId}`;
    const { status, expires_at } = await this.services.json<SessionSummary>('workflow', { path, tenantId });
    const { name, role, entity_type, ownership_percentage } = party;
    return {
      subsession_id: id,
      session_id: childSessionId,
      step_id: stepId,
      name,
      role,
      entity_type,
      ownership_percentage,
      status,
      expires_at,
    };
  }
}
