import { Injectable } from '@nestjs/common';
import type { PartyDraft, SubsessionView } from '#libs/contracts';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import { CreateSubsession, type OpenedSubsession } from './create-subsession.js';
import { PartiesOfSession } from './parties-of-session.js';
import { PartyDrafts } from './party-drafts.js';
import type { Party } from './subsession.repository.js';

/** A party as somebody sends it: on its own, or over what a draft says. */
export type GivenParty = Partial<Party> & { draft_id?: string; metadata?: Record<string, unknown> };

/** What both the end user and the back office do with the parties of a session. */
@Injectable()
export class CollectParties {
  constructor(
    private readonly createSubsession: CreateSubsession,
    private readonly parties: PartiesOfSession,
    private readonly drafts: PartyDrafts,
  ) {}

  /**
   * @throws DomainRefusal `invalid_request` when it is not said who the party is, or it is not for the step's workflow;
   * `already_exists` for a draft that was used
   */
  async invite(
    tenantId: string,
    sessionId: string,
    { draft_id, metadata, ...given }: GivenParty,
    actor: string,
  ): Promise<OpenedSubsession> {
    if (given.name === undefined && draft_id === undefined)
      throw new DomainRefusal('invalid_request', 'See `errors` for each thing to change.', [
        { pointer: '/name', code: 'required', detail: 'is required unless a `draft_id` is given' },
      ]);
    const draft = draft_id === undefined ? undefined : await this.drafts.party(tenantId, sessionId, draft_id);
    const party = { ...draft, ...given } as Party;
    const from = draft_id === undefined ? {} : { draftId: draft_id };
    return this.createSubsession.run(tenantId, sessionId, { party, metadata, ...from }, actor);
  }

  /** The parties of a session, and who else it names; drafts are undefined while the service that reads is down. */
  async list(
    tenantId: string,
    sessionId: string,
  ): Promise<{ subsessions: SubsessionView[]; drafts: PartyDraft[] | undefined }> {
    const { subsessions } = await this.parties.run(tenantId, sessionId);
    const drafts = await this.drafts.open(tenantId, sessionId).catch((error: unknown) => {
      if (error instanceof TransientFailure) return undefined;
      throw error;
    });
    return { subsessions, drafts };
  }
}
