import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import { Caller, Operate } from '#libs/platform';
import { actorOf, type Caller as Identity } from '#libs/security';
import { CreateSession } from '../lifecycle/create-session.js';
import {
  CreatedSessionJson,
  CreateSessionBody,
  ListJson,
  ListSessionsQuery,
  SessionJson,
  sessionJson,
  sessionListingJson,
  timelineEntryJson,
  TimelineJson,
  TimelineQuery,
} from './session.dto.js';
import { SessionRepository } from './session.repository.js';
import { TimelineRepository } from './timeline.repository.js';

const tag = 'Sessions';

@Controller('kyc/sessions')
export class SessionsController {
  constructor(
    private readonly createSession: CreateSession,
    private readonly sessions: SessionRepository,
    private readonly timeline: TimelineRepository,
  ) {}

  @Post()
  @Operate({
    summary: 'Open a session; the access token is shown here and never again',
    tag,
    access: 'kyc:create',
    body: CreateSessionBody,
    answers: { 201: CreatedSessionJson },
    problems: ['not_found'],
  })
  async create(@Caller() caller: Identity, @Body() body: Static<typeof CreateSessionBody>) {
    const { session, link } = await this.createSession.run({
      tenantId: caller.tenantId,
      actor: actorOf(caller),
      workflowId: body.workflow_id,
      ttlDays: body.ttl_days,
      clientId: body.client_id,
      metadata: body.metadata,
    });
    return { ...sessionListingJson(session), access_token: link.accessToken, url: link.url };
  }

  @Get()
  @Operate({
    summary: 'List sessions, newest first; deleted ones only when asked for',
    tag,
    access: 'kyc:read',
    query: ListSessionsQuery,
    answers: { 200: ListJson },
  })
  async list(@Caller() { tenantId }: Identity, @Query() query: Static<typeof ListSessionsQuery>) {
    const filter = {
      status: query.status,
      workflowId: query.workflow_id,
      clientId: query.client_id,
      createdAfter: query.created_after ? new Date(query.created_after) : undefined,
      createdBefore: query.created_before ? new Date(query.created_before) : undefined,
    };
    const found = await this.sessions.list(tenantId, filter, query.limit + 1, query.cursor);
    const data = found.slice(0, query.limit).map(sessionListingJson);
    return { data, next_cursor: found.length > query.limit ? (data.at(-1)?.session_id ?? null) : null };
  }

  @Get(':id')
  @Operate({
    summary: 'Get a session with everything known about it',
    description:
      'The gateway adds `documents`, `biometrics` and `subsessions`; a part whose service is down is `{"available": false}`. Of a deleted session only ids, states and times are left.',
    tag,
    access: 'kyc:read',
    answers: { 200: SessionJson },
    problems: ['not_found'],
  })
  async get(@Caller() { tenantId }: Identity, @Param('id') id: string) {
    return sessionJson(await this.sessions.find(tenantId, id));
  }

  @Get(':id/timeline')
  @Operate({
    summary: 'Who did what when, oldest first',
    tag,
    access: 'kyc:read',
    query: TimelineQuery,
    answers: { 200: TimelineJson },
    problems: ['not_found'],
  })
  async timelineOf(
    @Caller() { tenantId }: Identity,
    @Param('id') id: string,
    @Query() { limit, cursor }: Static<typeof TimelineQuery>,
  ) {
    await this.sessions.find(tenantId, id);
    const found = await this.timeline.list(tenantId, id, limit + 1, cursor);
    const data = found.slice(0, limit).map(timelineEntryJson);
    return { data, next_cursor: found.length > limit ? (data.at(-1)?.entry_id ?? null) : null };
  }
}
