import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import type { FastifyReply } from 'fastify';
import { Caller, Operate } from '#libs/platform';
import { actorOf, type Caller as Identity } from '#libs/security';
import { ChangeWorkflow } from './change-workflow.js';
import { CreateWorkflow } from './create-workflow.js';
import { DefinitionBody } from './definition-body.js';
import { JudgeDefinition } from './judge-definition.js';
import { ListVersions } from './list-versions.js';
import { etagOf } from './precondition.js';
import { WorkflowRepository, type WorkflowVersion } from './workflow.repository.js';
import {
  PageQuery,
  ValidationJson,
  VersionListJson,
  versionListJson,
  VersionsQuery,
  WorkflowJson,
  workflowJson,
  WorkflowListJson,
  WorkflowQuery,
} from './workflows.dto.js';

const tag = 'Workflows';
const answerHeaders = { ETag: 'The version in quotes, for `If-Match`' };
const headers = { 'If-Match': 'Refuse with 412 unless the latest version is one of these (`"3"`), or `*`' };

@Controller('kyc/workflows')
export class WorkflowsController {
  constructor(
    private readonly createWorkflow: CreateWorkflow,
    private readonly changeWorkflow: ChangeWorkflow,
    private readonly judgeDefinition: JudgeDefinition,
    private readonly listVersions: ListVersions,
    private readonly workflows: WorkflowRepository,
  ) {}

  @Post()
  @Operate({
    summary: 'Create a workflow (version 1)',
    judgesBody: true,
    tag,
    access: 'kyc:create',
    answers: { 201: WorkflowJson },
    answerHeaders,
    problems: ['malformed_json', 'invalid_request', 'unavailable'],
  })
  @DefinitionBody('whole')
  async create(
    @Caller() caller: Identity,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answer(reply, await this.createWorkflow.run(caller.tenantId, actorOf(caller), orEmpty(body)));
  }

  @Post('validate')
  @HttpCode(200)
  @Operate({
    summary: 'Judge a definition; writes nothing',
    judgesBody: true,
    description: 'Answers 503 while an extraction profile that it names cannot be looked up.',
    tag,
    access: 'kyc:read',
    answers: { 200: ValidationJson },
    problems: ['malformed_json', 'unavailable'],
  })
  @DefinitionBody('reference')
  async validate(@Caller() { tenantId }: Identity, @Body() body: unknown) {
    const judged = await this.judgeDefinition.run(orEmpty(body), { tenantId });
    return { valid: judged.ok, errors: judged.ok ? [] : judged.errors };
  }

  @Get()
  @Operate({
    summary: 'List workflows, newest first',
    tag,
    access: 'kyc:read',
    query: PageQuery,
    answers: { 200: WorkflowListJson },
  })
  async list(@Caller() { tenantId }: Identity, @Query() { limit, cursor }: Static<typeof PageQuery>) {
    const found = await this.workflows.list(tenantId, limit + 1, cursor);
    const data = found.slice(0, limit).map(workflowJson);
    return { data, next_cursor: found.length > limit ? (data.at(-1)?.workflow_id ?? null) : null };
  }

  @Get(':id')
  @Operate({
    summary: 'Get a workflow, its latest version or the one asked for',
    tag,
    access: 'kyc:read',
    query: WorkflowQuery,
    answers: { 200: WorkflowJson },
    answerHeaders,
    problems: ['not_found'],
  })
  async get(
    @Caller() { tenantId }: Identity,
    @Param('id') id: string,
    @Query() { version }: Static<typeof WorkflowQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const latest = await this.workflows.latest(tenantId, id);
    return answer(
      reply,
      version === undefined ? latest : await this.workflows.version(tenantId, id, version),
    );
  }

  @Get(':id/versions')
  @Operate({
    summary: 'List the versions of a workflow, newest first: who changed what, and when',
    tag,
    access: 'kyc:read',
    query: VersionsQuery,
    answers: { 200: VersionListJson },
    problems: ['not_found'],
  })
  async versions(
    @Caller() { tenantId }: Identity,
    @Param('id') workflowId: string,
    @Query() { limit, cursor }: Static<typeof VersionsQuery>,
  ) {
    const below = cursor === undefined ? undefined : Number(cursor);
    return versionListJson(await this.listVersions.run({ tenantId, workflowId }, limit, below));
  }

  @Put(':id')
  @Operate({
    summary: 'Make a new version of a workflow',
    judgesBody: true,
    description:
      'The body replaces the whole definition. Sessions that exist stay on their version. Without `If-Match` the last ' +
      'writer wins.',
    tag,
    access: 'kyc:create',
    headers,
    answers: { 200: WorkflowJson },
    answerHeaders,
    problems: [
      'malformed_json',
      'invalid_request',
      'not_found',
      'conflict',
      'precondition_failed',
      'unavailable',
    ],
  })
  @DefinitionBody('reference')
  async update(
    @Caller() caller: Identity,
    @Param('id') workflowId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const change = { tenantId: caller.tenantId, workflowId, actor: actorOf(caller), ifMatch };
    return answer(reply, await this.changeWorkflow.replace(change, orEmpty(body)));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operate({
    summary: 'Retire a workflow',
    description:
      'It takes no new sessions and is not shown any more; sessions that run go on. Workflows that send related ' +
      'parties through it stay as they are, and opening a party’s session answers 404 from now on.',
    tag,
    access: 'kyc:delete',
    headers,
    answers: { 204: null },
    problems: ['not_found', 'precondition_failed'],
  })
  async remove(
    @Caller() { tenantId }: Identity,
    @Param('id') workflowId: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.changeWorkflow.retire({ tenantId, workflowId, ifMatch });
  }
}

/** A call without a body is one with nothing in it; `null` is a body. */
const orEmpty = (body: unknown): unknown => (body === undefined ? {} : body);

function answer(reply: FastifyReply, version: WorkflowVersion) {
  void reply.header('etag', etagOf(version));
  return workflowJson(version);
}
