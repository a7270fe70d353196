import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Type, type Static } from '@sinclair/typebox';
import type {
  LivenessStep,
  ResolvedAccessToken,
  SessionCase,
  SessionSummary,
  SubsessionStep,
  UploadPermission,
} from '#libs/contracts';
import { Caller, Operate } from '#libs/platform';
import type { Caller as Identity } from '#libs/security';
import { SessionQuestions } from './session-questions.js';

const closed = { additionalProperties: false };
const tag = 'Internal';

const ResolveBody = Type.Object({ token_hash: Type.String({ maxLength: 100 }) }, closed);
const UploadBody = Type.Object(
  {
    step_id: Type.String({ maxLength: 64 }),
    document_type: Type.Optional(Type.String({ maxLength: 64 })),
    field_id: Type.Optional(Type.String({ maxLength: 64 })),
  },
  closed,
);
const StepQuery = Type.Object({ step_id: Type.Optional(Type.String({ maxLength: 64 })) }, closed);

/** What other services ask of sessions; the shapes are in `libs/contracts/src/internal`. */
@Controller('internal')
export class InternalController {
  constructor(private readonly questions: SessionQuestions) {}

  @Post('access-tokens/resolve')
  @HttpCode(200)
  @Operate({
    summary: 'The session of an access token',
    tag,
    access: 'service',
    body: ResolveBody,
    answers: {},
  })
  resolve(@Body() { token_hash }: Static<typeof ResolveBody>): Promise<ResolvedAccessToken> {
    return this.questions.resolveToken(token_hash);
  }

  @Get('sessions/:id')
  @Operate({ summary: 'State of a session', tag, access: 'service', answers: {} })
  summary(@Caller() { tenantId }: Identity, @Param('id') id: string): Promise<SessionSummary> {
    return this.questions.summary(tenantId, id);
  }

  @Post('sessions/:id/upload-permissions')
  @HttpCode(200)
  @Operate({
    summary: 'Whether a file may be uploaded',
    tag,
    access: 'service',
    body: UploadBody,
    answers: {},
  })
  uploadPermission(
    @Caller() { tenantId }: Identity,
    @Param('id') id: string,
    @Body() body: Static<typeof UploadBody>,
  ): Promise<UploadPermission> {
    return this.questions.uploadPermission(tenantId, id, body);
  }

  @Get('sessions/:id/case')
  @Operate({ summary: 'The parties named in the forms', tag, access: 'service', answers: {} })
  sessionCase(@Caller() { tenantId }: Identity, @Param('id') id: string): Promise<SessionCase> {
    return this.questions.sessionCase(tenantId, id);
  }

  @Get('sessions/:id/liveness-step')
  @Operate({ summary: 'The liveness step whose turn it is', tag, access: 'service', answers: {} })
  livenessStep(@Caller() { tenantId }: Identity, @Param('id') id: string): Promise<LivenessStep> {
    return this.questions.livenessStep(tenantId, id);
  }

  @Get('sessions/:id/subsession-step')
  @Operate({
    summary: 'The step that collects parties',
    tag,
    access: 'service',
    query: StepQuery,
    answers: {},
  })
  subsessionStep(
    @Caller() { tenantId }: Identity,
    @Param('id') id: string,
    @Query() { step_id }: Static<typeof StepQuery>,
  ): Promise<SubsessionStep> {
    return this.questions.subsessionStep(tenantId, id, step_id);
  }
}
