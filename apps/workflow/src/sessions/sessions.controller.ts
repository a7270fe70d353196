import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import { Caller, Operate } from '#libs/platform';
import { DomainRefusal, notBuilt } from '#libs/problems';
import { actorOf, type Caller as Identity } from '#libs/security';
import { CreateSession } from './create-session.js';
import { ProcessSession } from './process-session.js';
import { SessionLinks } from './session-links.js';
import {
  CreatedSessionJson,
  CreateSessionBody,
  ListJson,
  ListSessionsQuery,
  SessionJson,
  sessionJson,
  SessionListingJson,
  sessionListingJson,
  timelineEntryJson,
  TimelineJson,
} from './session.dto.js';
import { SessionRepository } from './session.repository.js';
import { TimelineRepository } from './timeline.repository.js';

const tag = 'Sessions';

@Controller('kyc/sessions')
export class SessionsController {
  constructor(
    private readonly createSession: CreateSession,
    private readonly processSession: ProcessSession,
    private readonly sessions: SessionRepository,
    private readonly timeline: TimelineRepository,
    private readonly links: SessionLinks,
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
    const { session, accessToken } = await this.createSession.run({
      tenantId: caller.tenantId,
      actor: actorOf(caller),
      workflowId: body.workflow_id,
      ttlDays: body.ttl_days,
      clientId: body.client_id,
      metadata: body.metadata,
    });
    return { ...sessionListingJson(session), access_token: accessToken, url: this.links.urlOf(accessToken) };
  }

  @Get()
  @Operate({
    summary: 'List sessions, newest first',
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
      'The gateway adds `documents`, `biometrics` and `subsessions`; a part whose service is down is `{"available": false}`.',
    tag,
    access: 'kyc:read',
    answers: { 200: SessionJson },
    problems: ['not_found'],
  })
  async get(@Caller() { tenantId }: Identity, @Param('id') id: string) {
    return sessionJson(await this.sessions.get(tenantId, id));
  }

  @Post(':id/process')
  @HttpCode(202)
  @Operate({
    summary: 'Run the checks, then the rules; idempotent',
    tag,
    access: 'kyc:create',
    answers: { 202: SessionListingJson },
    problems: ['not_found', 'illegal_transition'],
  })
  async process(@Caller() caller: Identity, @Param('id') id: string) {
    return sessionListingJson(await this.processSession.run(caller.tenantId, id, actorOf(caller)));
  }

  @Get(':id/timeline')
  @Operate({
    summary: 'Who did what when',
    tag,
    access: 'kyc:read',
    answers: { 200: TimelineJson },
    problems: ['not_found'],
  })
  async timelineOf(@Caller() { tenantId }: Identity, @Param('id') id: string) {
    await this.sessions.get(tenantId, id);
    return { data: (await this.timeline.list(tenantId, id)).map(timelineEntryJson) };
  }

  @Patch(':id')
  @Operate({
    summary: 'Decide by hand',
    tag,
    access: 'kyc:decide',
    answers: {},
    problems: ['not_implemented'],
  })
  decide(): never {
    throw notBuilt('Deciding by hand');
  }

  @Delete(':id')
  @Operate({
    summary: 'Erase a session',
    tag,
    access: 'kyc:delete',
    answers: {},
    problems: ['not_implemented'],
  })
  erase(): never {
    throw notBuilt('Erasing a session');
  }

  @Post(':id/:action')
  @Operate({
    summary: 'Not built yet: `generate-link`, `extend`, `corrections`, `validate`',
    tag,
    access: 'kyc:create',
    answers: {},
    problems: ['not_implemented', 'not_found'],
  })
  other(@Param('action') action: string): never {
    if (['generate-link', 'extend', 'corrections', 'validate'].includes(action))
      throw notBuilt(`\`${action}\``);
    throw new DomainRefusal('not_found', 'There is no such route.');
  }
}
