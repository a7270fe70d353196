import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import { Caller, Operate } from '#libs/platform';
import { actorOf, type Caller as Identity } from '#libs/security';
import { ExtendBody, LinkJson, SessionListingJson, sessionListingJson } from '../sessions/session.dto.js';
import { SessionRepository } from '../sessions/session.repository.js';
import { DeleteSession } from './delete-session.js';
import { ExtendSession } from './extend-session.js';
import { RenewLink } from './renew-link.js';

const tag = 'Sessions';

/** What the back office does to the life of a session. */
@Controller('kyc/sessions')
export class LifecycleController {
  constructor(
    private readonly renewLink: RenewLink,
    private readonly extendSession: ExtendSession,
    private readonly deleteSession: DeleteSession,
    private readonly sessions: SessionRepository,
  ) {}

  @Post(':id/generate-link')
  @HttpCode(200)
  @Operate({
    summary: 'Make a new link; the old one is dead at once',
    tag,
    access: 'kyc:create',
    answers: { 200: LinkJson },
    problems: ['not_found', 'illegal_transition', 'session_expired', 'conflict'],
  })
  async generateLink(@Caller() caller: Identity, @Param('id') id: string) {
    await this.sessions.requireKept(caller.tenantId, id);
    const { session, link } = await this.renewLink.run(caller.tenantId, id, actorOf(caller));
    const { session_id, status, expires_at } = sessionListingJson(session);
    return { session_id, status, access_token: link.accessToken, url: link.url, expires_at };
  }

  @Post(':id/extend')
  @HttpCode(200)
  @Operate({
    summary: 'Give the end user more days; brings an expired session back',
    tag,
    access: 'kyc:create',
    body: ExtendBody,
    answers: { 200: SessionListingJson },
    problems: ['not_found', 'illegal_transition', 'conflict'],
  })
  async extend(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Body() { days }: Static<typeof ExtendBody>,
  ) {
    await this.sessions.requireKept(caller.tenantId, id);
    return sessionListingJson(await this.extendSession.run(caller.tenantId, id, days, actorOf(caller)));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operate({
    summary: 'Erase the personal data of a session everywhere; a tombstone is left',
    tag,
    access: 'kyc:delete',
    answers: { 204: null },
    problems: ['not_found', 'conflict'],
  })
  async remove(@Caller() caller: Identity, @Param('id') id: string): Promise<void> {
    await this.deleteSession.run(caller.tenantId, id, actorOf(caller));
  }
}
