import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { Type, type Static } from '@sinclair/typebox';
import { Caller, Operate } from '#libs/platform';
import { notBuilt } from '#libs/problems';
import { actorOf, type Caller as Identity } from '#libs/security';
import { CreateWorkflow } from './create-workflow.js';
import { WorkflowRepository } from './workflow.repository.js';
import {
  AnyDefinition,
  PageQuery,
  ValidationJson,
  workflowJson,
  WorkflowJson,
  WorkflowQuery,
} from './workflows.dto.js';

const tag = 'Workflows';

@Controller('kyc/workflows')
export class WorkflowsController {
  constructor(
    private readonly createWorkflow: CreateWorkflow,
    private readonly workflows: WorkflowRepository,
  ) {}

  @Post()
  @Operate({
    summary: 'Create a workflow (version 1)',
    tag,
    access: 'kyc:create',
    body: AnyDefinition,
    answers: { 201: WorkflowJson },
    problems: ['not_implemented'],
  })
  async create(@Caller() caller: Identity, @Body() body: Static<typeof AnyDefinition>) {
    return workflowJson(await this.createWorkflow.run(caller.tenantId, actorOf(caller), body));
  }

  @Post('validate')
  @HttpCode(200)
  @Operate({
    summary: 'Judge a definition; writes nothing',
    tag,
    access: 'kyc:read',
    body: AnyDefinition,
    answers: { 200: ValidationJson },
  })
  async validate(@Caller() caller: Identity, @Body() body: Static<typeof AnyDefinition>) {
    const parsed = await this.createWorkflow.check(caller.tenantId, body);
    return { valid: parsed.ok, errors: parsed.ok ? [] : parsed.errors };
  }

  @Get()
  @Operate({
    summary: 'List workflows, newest first',
    tag,
    access: 'kyc:read',
    query: PageQuery,
    answers: {
      200: Type.Object({
        data: Type.Array(WorkflowJson),
        next_cursor: Type.Union([Type.String(), Type.Null()]),
      }),
    },
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
    problems: ['not_found'],
  })
  async get(
    @Caller() { tenantId }: Identity,
    @Param('id') id: string,
    @Query() { version }: Static<typeof WorkflowQuery>,
  ) {
    if (version === undefined) return workflowJson(await this.workflows.latest(tenantId, id));
    return workflowJson(await this.workflows.version(tenantId, id, version));
  }

  @Post('from-template/:type')
  @Operate({
    summary: 'Create a workflow from a template',
    tag,
    access: 'kyc:create',
    answers: {},
    problems: ['not_implemented'],
  })
  fromTemplate(): never {
    throw notBuilt('Templates');
  }

  @Post(':id/simulate')
  @Operate({
    summary: 'Decide a case without storing it',
    tag,
    access: 'kyc:read',
    answers: {},
    problems: ['not_implemented'],
  })
  simulate(): never {
    throw notBuilt('Simulation');
  }

  @Get(':id/versions')
  @Operate({
    summary: 'List the versions of a workflow',
    tag,
    access: 'kyc:read',
    answers: {},
    problems: ['not_implemented'],
  })
  versions(): never {
    throw notBuilt('The list of versions');
  }

  @Put(':id')
  @Operate({
    summary: 'Make a new version of a workflow',
    tag,
    access: 'kyc:create',
    answers: {},
    problems: ['not_implemented'],
  })
  update(): never {
    throw notBuilt('New versions');
  }

  @Delete(':id')
  @Operate({
    summary: 'Retire a workflow',
    tag,
    access: 'kyc:delete',
    answers: {},
    problems: ['not_implemented'],
  })
  remove(): never {
    throw notBuilt('Retiring a workflow');
  }
}
