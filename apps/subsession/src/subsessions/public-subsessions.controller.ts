import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import { Caller, Operate } from '#libs/platform';
import { DomainRefusal, notBuilt } from '#libs/problems';
import type { Caller as Identity } from '#libs/security';
import { CreateSubsession } from './create-subsession.js';
import { ListSubsessions } from './list-subsessions.js';
import { CreateSubsessionBody, openedJson, SubsessionJson, SubsessionListJson } from './subsessions.dto.js';

const tag = 'Public session';

/** Subsessions as the end user of the parent session handles them. */
@Controller('public/session/subsessions')
export class PublicSubsessionsController {
  constructor(
    private readonly createSubsession: CreateSubsession,
    private readonly listSubsessions: ListSubsessions,
  ) {}

  @Post()
  @Operate({
    summary: 'Invite a related party',
    tag,
    access: 'end_user',
    body: CreateSubsessionBody,
    answers: { 201: SubsessionJson },
    problems: ['not_found', 'limit_reached', 'step_not_current', 'session_not_active'],
  })
  async create(@Caller() caller: Identity, @Body() body: Static<typeof CreateSubsessionBody>) {
    const { tenantId, sessionId } = parentOf(caller);
    return openedJson(await this.createSubsession.run(tenantId, sessionId, body));
  }

  @Get()
  @Operate({ summary: 'List invited parties', tag, access: 'end_user', answers: { 200: SubsessionListJson } })
  async list(@Caller() caller: Identity) {
    const { tenantId, sessionId } = parentOf(caller);
    return { data: await this.listSubsessions.run(tenantId, sessionId), next_cursor: null };
  }

  @Post(':subId/regenerate-link')
  @Operate({
    summary: 'Replace the link of a party',
    tag,
    access: 'end_user',
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
    access: 'end_user',
    answers: {},
    problems: ['not_implemented'],
  })
  withdraw(): never {
    throw notBuilt('Withdrawing a subsession');
  }
}

function parentOf(caller: Identity): { tenantId: string; sessionId: string } {
  if (caller.kind !== 'end_user') throw new DomainRefusal('forbidden', 'Use the link of a session.');
  return caller;
}
