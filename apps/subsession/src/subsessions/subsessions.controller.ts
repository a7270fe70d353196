import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import { Caller, Operate } from '#libs/platform';
import { actorOf, type Caller as Identity } from '#libs/security';
import { CollectParties } from './collect-parties.js';
import { RegenerateLink } from './regenerate-link.js';
import {
  CreateSubsessionBody,
  listJson,
  ListPartiesQuery,
  openedJson,
  SubsessionJson,
  SubsessionListJson,
  invitingProblems,
} from './subsessions.dto.js';
import { WithdrawSubsession } from './withdraw-subsession.js';

const tag = 'Subsessions';

/** Subsessions as the back office handles them. */
@Controller('kyc/sessions/:id/subsessions')
export class SubsessionsController {
  constructor(
    private readonly parties: CollectParties,
    private readonly regenerateLink: RegenerateLink,
    private readonly withdrawSubsession: WithdrawSubsession,
  ) {}

  @Post()
  @Operate({
    summary: 'Invite a related party',
    tag,
    access: 'kyc:create',
    body: CreateSubsessionBody,
    answers: { 201: SubsessionJson },
    problems: invitingProblems,
  })
  async create(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Body() body: Static<typeof CreateSubsessionBody>,
  ) {
    return openedJson(await this.parties.invite(caller.tenantId, id, body, actorOf(caller)));
  }

  @Get()
  @Operate({
    summary: 'List invited parties, oldest first',
    tag,
    access: 'kyc:read',
    query: ListPartiesQuery,
    answers: { 200: SubsessionListJson },
    problems: ['not_found'],
  })
  async list(
    @Caller() { tenantId }: Identity,
    @Param('id') id: string,
    @Query() query: Static<typeof ListPartiesQuery>,
  ) {
    return listJson(await this.parties.list(tenantId, id), query);
  }

  @Post(':subId/regenerate-link')
  @HttpCode(200)
  @Operate({
    summary: 'Replace the link of a party; the old one is dead at once',
    description: 'A party whose time is over gets its time anew.',
    tag,
    access: 'kyc:create',
    answers: { 200: SubsessionJson },
    problems: ['not_found', 'conflict'],
  })
  async regenerate(@Caller() caller: Identity, @Param('id') id: string, @Param('subId') subId: string) {
    return openedJson(await this.regenerateLink.run(caller.tenantId, id, subId, actorOf(caller)));
  }

  @Delete(':subId')
  @HttpCode(204)
  @Operate({
    summary: 'Remove a party and erase its session',
    tag,
    access: 'kyc:delete',
    answers: { 204: null },
    problems: ['not_found', 'conflict'],
  })
  async withdraw(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Param('subId') subId: string,
  ): Promise<void> {
    await this.withdrawSubsession.run(caller.tenantId, id, subId, actorOf(caller));
  }
}
