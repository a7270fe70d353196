import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { Type, type Static } from '@sinclair/typebox';
import type { ExtractionProfileLookup } from '#libs/contracts';
import { Caller, Operate } from '#libs/platform';
import type { Caller as Identity } from '#libs/security';
import {
  CreateProfileRequest,
  LookupRequest,
  ProfileAnswer,
  profileJson,
  ProfilesAnswer,
  ProfilesQuery,
  profileSummary,
  ReplaceProfileRequest,
  type CreateProfileBody,
  type ProfileJson,
  type ReplaceProfileBody,
} from './extraction-profiles.dto.js';
import { ExtractionProfilesRepository } from './extraction-profiles.repository.js';
import { KeepProfiles } from './keep-profiles.js';

const tag = 'Extraction profiles';

/** What a tenant wants read from its documents. */
@Controller()
export class ExtractionProfilesController {
  constructor(
    private readonly keep: KeepProfiles,
    private readonly profiles: ExtractionProfilesRepository,
  ) {}

  @Post('kyc/extraction-profiles')
  @Operate({
    summary: 'Create an extraction profile',
    description:
      'Documents of requirements that name it are read with it as soon as they arrive: for each field, the value ' +
      'right of or below one of its labels. The id of a deleted profile can be used again.',
    tag,
    access: 'kyc:create',
    body: CreateProfileRequest,
    answers: { 201: ProfileAnswer },
    problems: ['already_exists'],
  })
  async create(@Caller() { tenantId }: Identity, @Body() body: CreateProfileBody): Promise<ProfileJson> {
    return profileJson(await this.keep.create(tenantId, body));
  }

  @Get('kyc/extraction-profiles')
  @Operate({
    summary: 'List extraction profiles by id',
    tag,
    access: 'kyc:read',
    query: ProfilesQuery,
    answers: { 200: ProfilesAnswer },
  })
  async list(
    @Caller() { tenantId }: Identity,
    @Query() { limit, cursor }: Static<typeof ProfilesQuery>,
  ): Promise<Static<typeof ProfilesAnswer>> {
    const found = await this.profiles.list(tenantId, limit + 1, cursor);
    const data = found.slice(0, limit).map(profileJson);
    return { data, next_cursor: found.length > limit ? (data.at(-1)?.profile_id ?? null) : null };
  }

  @Get('kyc/extraction-profiles/:profileId')
  @Operate({
    summary: 'Get an extraction profile',
    tag,
    access: 'kyc:read',
    answers: { 200: ProfileAnswer },
    problems: ['not_found'],
  })
  async get(@Caller() { tenantId }: Identity, @Param('profileId') profileId: string): Promise<ProfileJson> {
    return profileJson(await this.keep.get(tenantId, profileId));
  }

  @Put('kyc/extraction-profiles/:profileId')
  @Operate({
    summary: 'Replace an extraction profile',
    description: 'Counts for every document that is read from then on, also of running sessions.',
    tag,
    access: 'kyc:create',
    body: ReplaceProfileRequest,
    answers: { 200: ProfileAnswer },
    problems: ['not_found'],
  })
  async replace(
    @Caller() { tenantId }: Identity,
    @Param('profileId') profileId: string,
    @Body() body: ReplaceProfileBody,
  ): Promise<ProfileJson> {
    return profileJson(await this.keep.replace(tenantId, profileId, body));
  }

  @Delete('kyc/extraction-profiles/:profileId')
  @HttpCode(204)
  @Operate({
    summary: 'Delete an extraction profile',
    description: 'No new definition can name it; workflows that do keep reading with it as it was.',
    tag,
    access: 'kyc:delete',
    answers: { 204: null },
    problems: ['not_found'],
  })
  async remove(@Caller() { tenantId }: Identity, @Param('profileId') profileId: string): Promise<void> {
    await this.keep.remove(tenantId, profileId);
  }

  @Post('internal/extraction-profiles/lookup')
  @HttpCode(200)
  @Operate({
    summary: 'Which ids are profiles, and of what documents',
    tag: 'Internal',
    access: 'service',
    body: LookupRequest,
    answers: { 200: Type.Object({}) },
  })
  async lookup(
    @Caller() { tenantId }: Identity,
    @Body() { profile_ids }: Static<typeof LookupRequest>,
  ): Promise<ExtractionProfileLookup> {
    return { profiles: (await this.profiles.findAll(tenantId, profile_ids)).map(profileSummary) };
  }
}
