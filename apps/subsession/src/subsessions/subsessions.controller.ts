import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import { Caller, Operate } from '#libs/platform';
import { notBuilt } from '#libs/problems';
import type { Caller as Identity } from '#libs/security';
import { CreateSubsession } from './create-subsession.js';
import { ListSubsessions } from './list-subsessions.js';
import { CreateSubsessionBody, openedJson, SubsessionJson, SubsessionListJson } from './subsessions.dto.js';

const tag = 'Subsessions';
const problems = ['not_found', 'limit_reached', 'step_not_current', 'session_not_active'] as const;

/** Subsessions as the back office handles them. */
@Controller('kyc/sessions/:id/subsessions')
export class SubsessionsController {
  constructor(
    private readonly createSubsession: CreateSubsession,
    private readonly listSubsessions: ListSubsessions,
  ) {}

  @Post()
  @Operate({
    summary: 'Invite a related party',
    tag,
    access: 'kyc:create',
    body: CreateSubsessionBody,
    answers: { 201: SubsessionJson },
    problems,
  })
  async create(
    @Caller() { tenantId }: Identity,
    @Param('id') id: string,
    @Body() body: Static<typeof CreateSubsessionBody>,
  ) {
    return openedJson(await this.createSubsession.run(tenantId, id, body));
  }

  @Get()
  @Operate({
    summary: 'List invited parties',
    tag,
    access: 'kyc:read',
    answers: { 200: SubsessionListJson },
    problems: ['not_found'],
  })
  async list(@Caller() { tenantId }: Identity, @Param('id') id: string) {
    return { data: await this.listSubsessions.ofNamedParent(tenantId, id), next_cursor: null };
  }

  @Post(':subId/regenerate-link')
  @Operate({
    summary: 'Replace the link of a party',
    tag,
    access: 'kyc:create',
    answers: {},
    problems: ['not_implemented'],
  })
  regenerateLink(): never {
    throw notBuilt('Replacing the link of a subsession');
  }

  @Delete(':subId')
  @Operate({
    summary: 'Withdraw an invitation',
    tag,
    access: 'kyc:delete',
    answers: {},
    problems: ['not_implemented'],
  })
  withdraw(): never {
    throw notBuilt('Withdrawing a subsession');
  }
}
