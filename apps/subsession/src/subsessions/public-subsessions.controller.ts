import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import { Caller, Operate } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { Caller as Identity } from '#libs/security';
import { CollectParties } from './collect-parties.js';
import { RegenerateLink } from './regenerate-link.js';
import {
  InvitePartyBody,
  listJson,
  ListPartiesQuery,
  openedJson,
  SubsessionJson,
  SubsessionListJson,
  invitingProblems,
} from './subsessions.dto.js';
import { WithdrawSubsession } from './withdraw-subsession.js';

const tag = 'Public session';
const access = 'end_user';

/** Subsessions as the end user of the parent session handles them. */
@Controller('public/session/subsessions')
export class PublicSubsessionsController {
  constructor(
    private readonly parties: CollectParties,
    private readonly regenerateLink: RegenerateLink,
    private readonly withdrawSubsession: WithdrawSubsession,
  ) {}

  @Post()
  @Operate({
    summary: 'Invite a related party',
    tag,
    access,
    body: InvitePartyBody,
    answers: { 201: SubsessionJson },
    problems: invitingProblems,
  })
  async create(@Caller() caller: Identity, @Body() body: Static<typeof InvitePartyBody>) {
    const { tenantId, sessionId } = parentOf(caller);
    return openedJson(await this.parties.invite(tenantId, sessionId, body, 'end_user'));
  }

  @Get()
  @Operate({
    summary: 'List invited parties, oldest first',
    tag,
    access,
    query: ListPartiesQuery,
    answers: { 200: SubsessionListJson },
  })
  async list(@Caller() caller: Identity, @Query() query: Static<typeof ListPartiesQuery>) {
    const { tenantId, sessionId } = parentOf(caller);
    return listJson(await this.parties.list(tenantId, sessionId), query);
  }

  @Post(':subId/regenerate-link')
  @HttpCode(200)
  @Operate({
    summary: 'Replace the link of a party; the old one is dead at once',
    description: 'A party whose time is over gets its time anew.',
    tag,
    access,
    answers: { 200: SubsessionJson },
    problems: ['not_found', 'conflict'],
  })
  async regenerate(@Caller() caller: Identity, @Param('subId') subId: string) {
    const { tenantId, sessionId } = parentOf(caller);
    return openedJson(await this.regenerateLink.run(tenantId, sessionId, subId, 'end_user'));
  }

  @Delete(':subId')
  @HttpCode(204)
  @Operate({
    summary: 'Withdraw an invitation',
    description: 'As long as it is the step’s turn and the party has not finished.',
    tag,
    access,
    answers: { 204: null },
    problems: ['not_found', 'step_not_current', 'step_already_completed', 'illegal_transition'],
  })
  async withdraw(@Caller() caller: Identity, @Param('subId') subId: string): Promise<void> {
    const { tenantId, sessionId } = parentOf(caller);
    await this.withdrawSubsession.asEndUser(tenantId, sessionId, subId);
  }
}

function parentOf(caller: Identity): { tenantId: string; sessionId: string } {
  if (caller.kind !== 'end_user') throw new DomainRefusal('forbidden', 'Use the link of a session.');
  return caller;
}
