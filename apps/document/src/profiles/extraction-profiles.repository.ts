import { Injectable } from '@nestjs/common';
import { MongoServerError, type Collection, type WithId } from 'mongodb';
import { Database } from '#libs/persistence';
import type { ExtractionProfile, ProfileContent } from './extraction-profile.js';

type ProfileRow = ExtractionProfile & {
  _id: string;
  /** Set when it was deleted: gone for everybody but the definitions that name it already. */
  deletedAt: Date | null;
};

const duplicateKey = 11_000;

/** Profile ids have no colon, so the last one separates. */
const idOf = (tenantId: string, profileId: string): string => `${tenantId}:${profileId}`;

/** Stores extraction profiles: settings of a tenant, no personal data. Every look-up names the tenant. */
@Injectable()
export class ExtractionProfilesRepository {
  private readonly rows: Collection<ProfileRow>;

  constructor(database: Database) {
    this.rows = database.collection<ProfileRow>('extraction_profiles');
  }

  /** Stores a new profile; false when the tenant has one with its id. The id of a deleted one can be used again. */
  async insert(profile: ExtractionProfile): Promise<boolean> {
    const _id = idOf(profile.tenantId, profile.profileId);
    const row = { ...profile, deletedAt: null };
    try {
      await this.rows.insertOne({ _id, ...row });
      return true;
    } catch (error) {
      if (!(error instanceof MongoServerError && error.code === duplicateKey)) throw error;
    }
    const { tenantId } = profile;
    const { matchedCount } = await this.rows.replaceOne({ _id, tenantId, deletedAt: { $ne: null } }, row);
    return matchedCount === 1;
  }

  /** The profile with other content, or null when there is none. */
  async replace(
    tenantId: string,
    profileId: string,
    content: ProfileContent,
    updatedAt: Date,
  ): Promise<ExtractionProfile | null> {
    const { name, documentTypes, fields } = content;
    return this.rows.findOneAndUpdate(
      { _id: idOf(tenantId, profileId), tenantId, deletedAt: null },
      { $set: { name, documentTypes, fields, updatedAt } },
      { returnDocument: 'after' },
    );
  }

  /** False when there is none. */
  async remove(tenantId: string, profileId: string, deletedAt: Date): Promise<boolean> {
    const { matchedCount } = await this.rows.updateOne(
      { _id: idOf(tenantId, profileId), tenantId, deletedAt: null },
      { $set: { deletedAt } },
    );
    return matchedCount === 1;
  }

  async find(tenantId: string, profileId: string): Promise<ExtractionProfile | null> {
    return this.rows.findOne({ _id: idOf(tenantId, profileId), tenantId, deletedAt: null });
  }

  /** The profile that a definition names, also when it was deleted since: what runs goes on. */
  async findNamed(tenantId: string, profileId: string): Promise<ExtractionProfile | null> {
    return this.rows.findOne({ _id: idOf(tenantId, profileId), tenantId });
  }

  async findAll(tenantId: string, profileIds: readonly string[]): Promise<ExtractionProfile[]> {
    const ids = profileIds.map((profileId) => idOf(tenantId, profileId));
    return this.rows.find({ _id: { $in: ids }, tenantId, deletedAt: null }).toArray();
  }

  /** By id; `after` is the id that the last page ended with. */
  async list(tenantId: string, limit: number, after?: string): Promise<WithId<ProfileRow>[]> {
    return this.rows
      .find({ tenantId, deletedAt: null, ...(after !== undefined && { profileId: { $gt: after } }) })
      .sort({ profileId: 1 })
      .limit(limit)
      .toArray();
  }
}
