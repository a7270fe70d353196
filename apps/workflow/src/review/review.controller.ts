import { Body, Controller, HttpCode, HttpStatus, Param, Patch, Post, Res } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import type { FastifyReply } from 'fastify';
import { Caller, Operate } from '#libs/platform';
import { actorOf, type Caller as Identity } from '#libs/security';
import { ProcessSession } from '../processing/process-session.js';
import {
  CorrectionsBody,
  PendingDecisionJson,
  ReviewBody,
  SessionJson,
  sessionJson,
  SessionListingJson,
  sessionListingJson,
} from '../sessions/session.dto.js';
import { SessionRepository } from '../sessions/session.repository.js';
import { RequestCorrections } from './request-corrections.js';
import { ReviewSession } from './review-session.js';

const tag = 'Sessions';

/** What reviewers and back offices do with sessions that end users have finished. */
@Controller('kyc/sessions')
export class ReviewController {
  constructor(
    private readonly processSession: ProcessSession,
    private readonly reviewSession: ReviewSession,
    private readonly requestCorrections: RequestCorrections,
    private readonly sessions: SessionRepository,
  ) {}

  @Post(':id/process')
  @HttpCode(202)
  @Operate({
    summary: 'Run the checks, then the rules; idempotent',
    tag,
    access: 'kyc:create',
    answers: { 202: SessionListingJson },
    problems: ['not_found', 'illegal_transition', 'conflict'],
  })
  async process(@Caller() caller: Identity, @Param('id') id: string) {
    await this.sessions.requireKept(caller.tenantId, id);
    return sessionListingJson(await this.processSession.run(caller.tenantId, id, actorOf(caller)));
  }

  @Post(':id/validate')
  @HttpCode(202)
  @Operate({
    summary: 'Run the checks again; decides nothing',
    tag,
    access: 'kyc:create',
    answers: { 202: SessionListingJson },
    problems: ['not_found', 'illegal_transition', 'conflict'],
  })
  async revalidate(@Caller() caller: Identity, @Param('id') id: string) {
    await this.sessions.requireKept(caller.tenantId, id);
    return sessionListingJson(await this.processSession.revalidate(caller.tenantId, id, actorOf(caller)));
  }

  @Patch(':id')
  @Operate({
    summary: 'Decide a session in manual review by hand',
    description:
      'Where the workflow has `four_eyes`, the first decision answers 202 and waits until a second, different reviewer sends the same; one that says otherwise takes its place.',
    tag,
    access: 'kyc:decide',
    body: ReviewBody,
    answers: { 200: SessionJson, 202: PendingDecisionJson },
    problems: ['not_found', 'illegal_transition', 'conflict'],
  })
  async decide(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Body() body: Static<typeof ReviewBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.sessions.requireKept(caller.tenantId, id);
    const session = await this.reviewSession.run(caller.tenantId, id, body, actorOf(caller));
    if (!session.pendingDecision) return sessionJson(session);
    void reply.status(HttpStatus.ACCEPTED);
    return { pending_decision: session.pendingDecision };
  }

  @Post(':id/corrections')
  @HttpCode(200)
  @Operate({
    summary: 'Have the end user do single things again; only their steps reopen',
    tag,
    access: 'kyc:decide',
    body: CorrectionsBody,
    answers: { 200: SessionJson },
    problems: ['not_found', 'invalid_submission', 'illegal_transition', 'conflict'],
  })
  async corrections(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Body() { items }: Static<typeof CorrectionsBody>,
  ) {
    await this.sessions.requireKept(caller.tenantId, id);
    return sessionJson(await this.requestCorrections.run(caller.tenantId, id, items, actorOf(caller)));
  }
}
