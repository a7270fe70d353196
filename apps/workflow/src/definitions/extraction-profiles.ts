import { Injectable } from '@nestjs/common';
import type { ExtractionProfileLookup } from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import type { FieldError } from '#libs/problems';
import { isSameType } from '../rules/document/document-kinds.js';

/** An extraction profile that a definition names, where, and for which type of document. */
export interface ProfileReference {
  profileId: string;
  documentType: string;
  pointer: string;
}

/** Short, because a definition is judged within the transaction that stores it; ms. */
const lookupLimitMs = 3_000;

/** Judges the extraction profiles that a definition names; the document service has them. */
@Injectable()
export class ExtractionProfiles {
  constructor(private readonly services: ServiceClient) {}

  /**
   * One entry for each reference to a profile that does not exist, or that is not for documents of that type.
   *
   * @throws TransientFailure when the document service does not answer: what it would say is not guessed
   */
  async mistakes(references: readonly ProfileReference[], tenantId: string): Promise<FieldError[]> {
    const profile_ids = [...new Set(references.map(({ profileId }) => profileId))];
    if (profile_ids.length === 0) return [];
    const { profiles } = await this.services.json<ExtractionProfileLookup>('document', {
      method: 'POST',
      path: '/internal/extraction-profiles/lookup',
      tenantId,
      body: { profile_ids },
      timeoutMs: lookupLimitMs,
    });
    const typesOf = new Map(profiles.map((one) => [one.profile_id, one.document_types]));
    return references.flatMap(({ profileId, documentType, pointer }) => {
      const types = typesOf.get(profileId);
      if (types === undefined)
        return [{ pointer, code: 'unknown_profile', detail: 'there is no such extraction profile' }];
      if (types.some((type) => isSameType(type, documentType))) return [];
      return [{ pointer, code: 'not_applicable', detail: `the profile is not for documents of this type` }];
    });
  }
}
