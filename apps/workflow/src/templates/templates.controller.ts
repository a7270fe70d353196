import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Caller, Operate } from '#libs/platform';
import { actorOf, type Caller as Identity } from '#libs/security';
import { DefinitionBody } from '../definitions/definition-body.js';
import { etagOf } from '../definitions/precondition.js';
import { WorkflowJson, workflowJson } from '../definitions/workflows.dto.js';
import { CreateFromTemplate } from './create-from-template.js';
import { templates } from './registry.js';

@Controller('kyc/workflows/from-template')
export class TemplatesController {
  constructor(private readonly createFromTemplate: CreateFromTemplate) {}

  @Post(':type')
  @Operate({
    summary: 'Create a workflow from a template',
    description:
      `Templates: ${[...templates.keys()].join(', ')}. The body may be empty, or have any property of a definition: ` +
      'it replaces the template’s; `validation_config` is merged, its lists are replaced. `company-kyc` and ' +
      '`merchant-onboarding` verify beneficial owners in a workflow of its own, which is made too, or taken again when ' +
      'it was made before and is unchanged; the step that invites them names it in `subsession_config.workflow_id`. ' +
      'With `steps` in the body nothing but the one workflow is made.',
    tag: 'Workflows',
    access: 'kyc:create',
    judgesBody: true,
    answers: { 201: WorkflowJson },
    answerHeaders: { ETag: 'The version in quotes, for `If-Match`' },
    problems: ['malformed_json', 'invalid_request', 'not_found', 'unavailable'],
  })
  @DefinitionBody('overrides')
  async create(
    @Caller() caller: Identity,
    @Param('type') type: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const author = { tenantId: caller.tenantId, createdBy: actorOf(caller) };
    const made = await this.createFromTemplate.run(author, type, body === undefined ? {} : body);
    void reply.header('etag', etagOf(made));
    return workflowJson(made);
  }
}
