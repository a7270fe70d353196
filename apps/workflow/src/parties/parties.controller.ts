import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Type, type Static } from '@sinclair/typebox';
import type { CreatedSession, DocumentView, PartyDraft, PartyResult } from '#libs/contracts';
import { Caller, Operate, ServiceClient } from '#libs/platform';
import { actorOf, type Caller as Identity } from '#libs/security';
import { LoadSession } from '../sessions/load-session.js';
import { OpenPartySession } from './open-party-session.js';
import { partyDrafts } from './party-drafts.js';
import { PartyResults } from './party-results.js';
import { PartySessions } from './party-sessions.js';

const closed = { additionalProperties: false };
const tag = 'Internal';
const Days = Type.Optional(Type.Integer({ minimum: 1, maximum: 365 }));
const actor = Type.Optional(
  Type.String({ maxLength: 100, description: 'On whose behalf; the calling service itself when left out' }),
);

const OpenBody = Type.Object(
  {
    workflow_id: Type.String({ maxLength: 100 }),
    parent_session_id: Type.String({ maxLength: 100 }),
    step_id: Type.String({ maxLength: 64, description: 'The step of the parent that collects the party' }),
    ttl_days: Days,
    metadata: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    actor,
  },
  closed,
);
const RenewBody = Type.Object({ ttl_days: Days, actor }, closed);
const RemoveQuery = Type.Object({ actor, only_open: Type.Optional(Type.Literal('true')) }, closed);
const ResultsBody = Type.Object(
  { session_ids: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 2_000 }) },
  closed,
);

/** What the subsession service asks for related parties; the shapes are in `libs/contracts/src/internal`. */
@Controller('internal')
export class PartiesController {
  constructor(
    private readonly openSession: OpenPartySession,
    private readonly parties: PartySessions,
    private readonly results: PartyResults,
    private readonly loadSession: LoadSession,
    private readonly services: ServiceClient,
  ) {}

  @Post('sessions')
  @Operate({ summary: 'Open the session of a party', tag, access: 'service', body: OpenBody, answers: {} })
  open(
    @Caller() caller: Identity,
    @Body() { actor: on = actorOf(caller), ...wanted }: Static<typeof OpenBody>,
  ): Promise<CreatedSession> {
    return this.openSession.run(caller.tenantId, wanted, on);
  }

  @Post('sessions/:id/links')
  @Operate({ summary: 'Make one more link of an open session', tag, access: 'service', answers: {} })
  addLink(@Caller() caller: Identity, @Param('id') id: string): Promise<CreatedSession> {
    return this.parties.add(caller.tenantId, id, actorOf(caller));
  }

  @Post('sessions/:id/generate-link')
  @HttpCode(200)
  @Operate({
    summary: 'Replace all links of a session',
    tag,
    access: 'service',
    body: RenewBody,
    answers: {},
  })
  renewLink(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Body() { actor: on = actorOf(caller), ttl_days }: Static<typeof RenewBody>,
  ): Promise<CreatedSession> {
    return this.parties.renew(caller.tenantId, id, on, ttl_days);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @Operate({
    summary: 'Delete a session',
    tag,
    access: 'service',
    query: RemoveQuery,
    answers: { 204: null },
  })
  async remove(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Query() { actor: on = actorOf(caller), only_open }: Static<typeof RemoveQuery>,
  ): Promise<void> {
    await this.parties.remove(caller.tenantId, id, on, only_open === 'true');
  }

  @Post('session-results')
  @HttpCode(200)
  @Operate({ summary: 'What became of sessions', tag, access: 'service', body: ResultsBody, answers: {} })
  async resultsOf(
    @Caller() { tenantId }: Identity,
    @Body() { session_ids }: Static<typeof ResultsBody>,
  ): Promise<{ results: PartyResult[] }> {
    return { results: await this.results.of(tenantId, session_ids) };
  }

  @Get('sessions/:id/party-drafts')
  @Operate({ summary: 'Parties that a session names already', tag, access: 'service', answers: {} })
  async drafts(@Caller() { tenantId }: Identity, @Param('id') id: string): Promise<{ drafts: PartyDraft[] }> {
    const { session, workflow } = await this.loadSession.run(tenantId, id);
    const path = `/internal/sessions/${id}/documents`;
    const { documents } = await this.services.json<{ documents: DocumentView[] }>('document', {
      path,
      tenantId,
    });
    return { drafts: partyDrafts(session, workflow.definition, documents) };
  }
}
