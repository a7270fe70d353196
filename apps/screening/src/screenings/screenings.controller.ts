import { notBuilt } from '#libs/problems';
import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { Type, type Static } from '@sinclair/typebox';
import type { FastifyReply } from 'fastify';
import { Caller, Operate } from '#libs/platform';
import type { Caller as Identity } from '#libs/security';
import { ScreenDirectly } from './screen-directly.js';
import { BatchBody, ScreeningBody, ScreeningJson } from './screening.dto.js';
import { ScreeningsRepository, type Screening } from './screenings.repository.js';

const tag = 'Screening';
const meaning =
  '`outcome`: `match` when any match is strong, `review` when all are potential or weak, `clear` when none reached ' +
  '`min_score`. The same request against the same list versions always has the same answer.';

@Controller('kyc/screenings')
export class ScreeningsController {
  constructor(
    private readonly screenDirectly: ScreenDirectly,
    private readonly screenings: ScreeningsRepository,
  ) {}

  @Post()
  @Operate({
    summary: 'Screen one person or company against the watchlists',
    description: meaning,
    tag,
    access: 'kyc:create',
    body: ScreeningBody,
    answers: { 200: ScreeningJson, 201: ScreeningJson },
  })
  async create(
    @Caller() { tenantId }: Identity,
    @Body() body: Static<typeof ScreeningBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const screening = await this.screenDirectly.one(tenantId, body);
    void reply.status(body.record === false ? HttpStatus.OK : HttpStatus.CREATED);
    return screeningJson(screening);
  }

  @Post('batch')
  @HttpCode(200)
  @Operate({
    summary: 'Screen up to 1,000 subjects, answered in the same order',
    description: `A mistake in one of them refuses all. ${meaning}`,
    tag,
    access: 'kyc:create',
    body: BatchBody,
    answers: { 200: Type.Object({ data: Type.Array(ScreeningJson) }) },
  })
  async createMany(@Caller() { tenantId }: Identity, @Body() { items }: Static<typeof BatchBody>) {
    return { data: (await this.screenDirectly.many(tenantId, items)).map(screeningJson) };
  }

  @Get(':id')
  @Operate({
    summary: 'Get a recorded screening',
    tag,
    access: 'kyc:read',
    answers: { 200: ScreeningJson },
    problems: ['not_found'],
  })
  async get(@Caller() { tenantId }: Identity, @Param('id') id: string) {
    return screeningJson(await this.screenings.get(tenantId, id));
  }

  @Post(':id/matches/:entity_id/resolution')
  @Operate({
    summary: 'Say whether a match is true',
    tag,
    access: 'kyc:decide',
    judgesBody: true,
    answers: {},
    problems: ['not_implemented'],
  })
  resolve(): never {
    throw notBuilt('Resolving matches');
  }
}

function screeningJson({ id, screenedAt, findings }: Screening): Static<typeof ScreeningJson> {
  const { lists, outcome, matches } = findings;
  return {
    screening_id: id,
    screened_at: screenedAt.toISOString(),
    lists,
    outcome,
    matches: matches as Static<typeof ScreeningJson>['matches'],
  };
}
