import { Injectable } from '@nestjs/common';
import type { PartiesView, PartyFindings, PartyResult, SubsessionView } from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { DeclaredParty } from '../ownership/declared-party.js';
import { effectiveOwnership } from '../ownership/effective-ownership.js';
import { SubsessionRepository, type Subsession } from './subsession.repository.js';

/** The parties of a session, and theirs, with what became of each in its own session; and who owns the company. */
@Injectable()
export class PartiesOfSession {
  constructor(
    private readonly subsessions: SubsessionRepository,
    private readonly services: ServiceClient,
  ) {}

  /** @throws DomainRefusal `not_found` when the tenant has no such session */
  async run(tenantId: string, sessionId: string): Promise<PartiesView> {
    // First, so that a party whose session is opened in between is seen as the one or the other.
    const opening = await this.subsessions.opening(tenantId, sessionId);
    const family = await this.subsessions.descendants(tenantId, sessionId);
    const session_ids = [sessionId, ...family.map(({ childSessionId }) => childSessionId)];
    const { results } = await this.services.json<{ results: PartyResult[] }>('workflow', {
      method: 'POST',
      path: '/internal/session-results',
      tenantId,
      body: { session_ids },
    });
    const byId = new Map(results.map((result) => [result.session_id, result]));
    const own = byId.get(sessionId);
    if (!own) throw new DomainRefusal('not_found', 'There is no such session.');
    const subsessions = below(sessionId, family, byId);
    const opened = new Set(family.map(({ id }) => id));
    const missing = opening.filter(({ subsession_id }) => !opened.has(subsession_id));
    const parties = { subsessions, ...(missing.length > 0 && { opening: missing }) };
    if (!own.collects_parties) return parties;
    const company = {
      ...(own.company_name && { name: own.company_name }),
      parties: subsessions.map(declaration),
    };
    return { ...parties, ownership: effectiveOwnership(company, own.ownership_threshold) };
  }
}

/** A party whose session is deleted is about to be forgotten here too. */
function below(
  sessionId: string,
  family: readonly Subsession[],
  results: ReadonlyMap<string, PartyResult>,
): SubsessionView[] {
  return family
    .filter(({ parentSessionId }) => parentSessionId === sessionId)
    .flatMap(({ id, childSessionId, stepId, party }) => {
      const result = results.get(childSessionId);
      if (!result || result.status === 'deleted') return [];
      const { name, role, entity_type, ownership_percentage } = party;
      return [
        {
          subsession_id: id,
          session_id: childSessionId,
          step_id: stepId,
          name,
          ...(role && { role }),
          ...(entity_type && { entity_type }),
          ...(ownership_percentage !== undefined && { ownership_percentage }),
          status: result.status,
          expires_at: result.expires_at,
          findings: findingsOf(result),
          subsessions: below(childSessionId, family, results),
        },
      ];
    });
}

function findingsOf({
  decision,
  checks,
  matches,
  adverse_media,
  impacting_steps,
}: PartyResult): PartyFindings {
  return { decision, checks, matches, adverse_media, impacting_steps };
}

function declaration(party: SubsessionView): DeclaredParty {
  const { subsession_id, name, role, entity_type, ownership_percentage, status, subsessions = [] } = party;
  return {
    subsession_id,
    name,
    status,
    ...(role && { role }),
    ...(entity_type && { entity_type: entity_type as DeclaredParty['entity_type'] }),
    ...(ownership_percentage !== undefined && { ownership_percentage }),
    parties: subsessions.map(declaration),
  };
}
