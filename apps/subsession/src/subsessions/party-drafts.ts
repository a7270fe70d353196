import { Injectable } from '@nestjs/common';
import type { PartyDraft, SubsessionView } from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { Party } from './subsession.repository.js';

/** Parties that a session names already: in its forms, in company documents that were read. */
@Injectable()
export class PartyDrafts {
  constructor(private readonly services: ServiceClient) {}

  /** Those that were not invited yet, as far as their names tell. */
  async open(
    tenantId: string,
    sessionId: string,
    invited: readonly Pick<SubsessionView, 'name'>[],
  ): Promise<PartyDraft[]> {
    const names = new Set(invited.map(({ name }) => folded(name)));
    return (await this.all(tenantId, sessionId)).filter(({ name }) => !names.has(folded(name)));
  }

  /** The party that a draft describes. @throws DomainRefusal `invalid_request` for an unknown draft */
  async party(tenantId: string, sessionId: string, draftId: string): Promise<Party> {
    const found = (await this.all(tenantId, sessionId)).find(({ draft_id }) => draft_id === draftId);
    if (!found)
      throw new DomainRefusal('invalid_request', 'There is no such draft.', [
        { pointer: '/draft_id', code: 'unknown_draft', detail: 'is none of the `drafts` of this session' },
      ]);
    const { draft_id: _id, source: _source, ...party } = found;
    return party;
  }

  private async all(tenantId: string, sessionId: string): Promise<PartyDraft[]> {
    const path = `/internal/sessions/${encodeURIComponent(sessionId)}/party-drafts`;
    return (await this.services.json<{ drafts: PartyDraft[] }>('workflow', { path, tenantId })).drafts;
  }
}

const folded = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
