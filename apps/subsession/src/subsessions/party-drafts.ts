import { Injectable } from '@nestjs/common';
import type { PartyDraft } from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { foldedName } from '../ownership/folded-name.js';
import { draftUsed, SubsessionRepository, type Party } from './subsession.repository.js';

/** More than anybody invites; a register of a thousand shareholders is for people to look at. */
const mostDrafts = 200;

/** Parties that a session names already: in its forms, in company documents that were read. */
@Injectable()
export class PartyDrafts {
  constructor(
    private readonly services: ServiceClient,
    private readonly subsessions: SubsessionRepository,
  ) {}

  /** Those who were not invited yet, as far as their names tell; the same name in the same role once. */
  async open(tenantId: string, sessionId: string): Promise<PartyDraft[]> {
    return this.openAmong(tenantId, sessionId, await this.all(tenantId, sessionId));
  }

  /**
   * The party that a draft describes.
   *
   * @throws DomainRefusal `invalid_request` for an unknown draft, `already_exists` for one that is not open any more
   */
  async party(tenantId: string, sessionId: string, draftId: string): Promise<Party> {
    const isWanted = ({ draft_id }: PartyDraft): boolean => draft_id === draftId;
    const all = await this.all(tenantId, sessionId);
    if (!all.some(isWanted))
      throw new DomainRefusal('invalid_request', 'There is no such draft.', [
        { pointer: '/draft_id', code: 'unknown_draft', detail: 'is none of the `drafts` of this session' },
      ]);
    const wanted = (await this.openAmong(tenantId, sessionId, all)).find(isWanted);
    if (!wanted) throw draftUsed();
    const { draft_id: _id, source: _source, ...party } = wanted;
    return party;
  }

  private async openAmong(tenantId: string, sessionId: string, drafts: PartyDraft[]): Promise<PartyDraft[]> {
    const invited = await this.subsessions.invitedBy(tenantId, sessionId);
    const names = new Set(invited.map(({ party }) => foldedName(party.name)));
    const used = new Set(invited.map(({ draftId }) => draftId));
    return drafts.filter(({ name, draft_id }) => !names.has(foldedName(name)) && !used.has(draft_id));
  }

  private async all(tenantId: string, sessionId: string): Promise<PartyDraft[]> {
    const path = `/internal/sessions/${encodeURIComponent(sessionId)}/party-drafts`;
    const { drafts } = await this.services.json<{ drafts: PartyDraft[] }>('workflow', { path, tenantId });
    const seen = new Set<string>();
    const isFirst = ({ name, role }: PartyDraft): boolean =>
      seen.size < seen.add(`${role} ${foldedName(name)}`).size;
    return drafts.filter(isFirst).slice(0, mostDrafts);
  }
}
