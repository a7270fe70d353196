import { Injectable } from '@nestjs/common';
import { DomainRefusal } from '#libs/problems';
import type { ExtractionProfile } from './extraction-profile.js';
import type { CreateProfileBody, ReplaceProfileBody } from './extraction-profiles.dto.js';
import { ExtractionProfilesRepository } from './extraction-profiles.repository.js';
import { profileMistakes } from './profile-mistakes.js';

/**
 * Makes, changes and deletes extraction profiles. A change counts for every document that is read from then on, also of
 * running sessions. A deleted profile can be named by no new definition; those that name it keep reading with it.
 */
@Injectable()
export class KeepProfiles {
  constructor(private readonly profiles: ExtractionProfilesRepository) {}

  /** @throws DomainRefusal `already_exists`, `invalid_request` */
  async create(tenantId: string, body: CreateProfileBody): Promise<ExtractionProfile> {
    checkFields(body);
    const { profile_id: profileId, name, document_types: documentTypes, fields } = body;
    const now = new Date();
    const profile = { tenantId, profileId, name, documentTypes, fields, createdAt: now, updatedAt: now };
    if (await this.profiles.insert(profile)) return profile;
    throw new DomainRefusal('already_exists', 'Take another id, or replace the profile that has it.', [
      { pointer: '/profile_id', code: 'not_unique', detail: 'is the id of another profile' },
    ]);
  }

  /** @throws DomainRefusal `not_found`, `invalid_request` */
  async replace(tenantId: string, profileId: string, body: ReplaceProfileBody): Promise<ExtractionProfile> {
    if (body.profile_id !== undefined && body.profile_id !== profileId)
      throw new DomainRefusal('invalid_request', 'The id of a profile does not change.', [
        { pointer: '/profile_id', code: 'not_allowed', detail: 'must be the id in the path' },
      ]);
    checkFields(body);
    const { name, document_types: documentTypes, fields } = body;
    const content = { name, documentTypes, fields };
    return found(await this.profiles.replace(tenantId, profileId, content, new Date()));
  }

  /** @throws DomainRefusal `not_found` */
  async get(tenantId: string, profileId: string): Promise<ExtractionProfile> {
    return found(await this.profiles.find(tenantId, profileId));
  }

  /** @throws DomainRefusal `not_found` */
  async remove(tenantId: string, profileId: string): Promise<void> {
    if (!(await this.profiles.remove(tenantId, profileId, new Date()))) throw noSuchProfile();
  }
}

function checkFields({ fields }: ReplaceProfileBody): void {
  const mistakes = profileMistakes(fields);
  if (mistakes.length > 0)
    throw new DomainRefusal('invalid_request', 'The profile has mistakes.', mistakes.slice(0, 100));
}

function found(profile: ExtractionProfile | null): ExtractionProfile {
  if (!profile) throw noSuchProfile();
  return profile;
}

const noSuchProfile = (): DomainRefusal =>
  new DomainRefusal('not_found', 'There is no such extraction profile.');
