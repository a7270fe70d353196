import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import { CreateWorkflow } from '../definitions/create-workflow.js';
import { isSame } from '../definitions/definition-diff.js';
import { pathOf, valueAt } from '../definitions/json-pointer.js';
import { parseDefinition, type PartyReference } from '../definitions/parse-definition.js';
import { WorkflowRepository, type WorkflowVersion } from '../definitions/workflow.repository.js';
import { pointedIntoBody, withOverrides } from './overrides.js';
import { templates } from './registry.js';
import type { Template, TemplateDefinition } from './template.js';

type Json = Record<string, unknown>;

interface Author {
  tenantId: string;
  createdBy: string;
}

/** Makes a workflow from a template, and with it the workflows for related parties that the template needs. */
@Injectable()
export class CreateFromTemplate {
  constructor(
    private readonly database: Database,
    private readonly createWorkflow: CreateWorkflow,
    private readonly workflows: WorkflowRepository,
  ) {}

  /** @throws DomainRefusal `not_found` for an unknown template; `invalid_request`; TransientFailure */
  async run(author: Author, type: string, body: unknown): Promise<WorkflowVersion> {
    const template = templates.get(type);
    if (!template)
      throw new DomainRefusal('not_found', `The templates are ${[...templates.keys()].join(', ')}.`);
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw new DomainRefusal('invalid_request', 'The body is no object.', [
        { pointer: '', code: 'wrong_type', detail: 'must be object' },
      ]);
    const overrides = body as Json;
    try {
      return await this.database.transaction((tx) => this.create(tx, author, template, overrides));
    } catch (error) {
      if (!(error instanceof DomainRefusal)) throw error;
      throw new DomainRefusal(error.code, error.detail, pointedIntoBody(error.errors, overrides));
    }
  }

  private async create(
    tx: Transaction,
    author: Author,
    template: Template,
    overrides: Json,
  ): Promise<WorkflowVersion> {
    const input = withOverrides(template.definition, overrides);
    // Steps of the caller's own name workflows of the caller's own.
    const isOwn = Object.hasOwn(overrides, 'steps');
    if (isOwn) return this.createWorkflow.within(tx, { ...author, input });
    const copy = structuredClone(input);
    for (const party of partiesOf(template.definition)) {
      const definition = template.parties[party.workflowId];
      if (definition)
        setAt(copy, party.pointer, await this.partyWorkflow(tx, author, party.workflowId, definition));
    }
    return this.createWorkflow.within(tx, { ...author, input: copy });
  }

  /** The id of the workflow that was made as this part before, when nobody has changed it, or of a new one. */
  private async partyWorkflow(
    tx: Transaction,
    author: Author,
    part: string,
    input: TemplateDefinition,
  ): Promise<string> {
    const known = await this.workflows.findMadeAs(author.tenantId, part, tx);
    const parsed = parseDefinition(input, today());
    if (known && parsed.ok && isSame(known.definition, parsed.definition)) return known.workflowId;
    return (await this.createWorkflow.within(tx, { ...author, input }, part)).workflowId;
  }
}

const today = (): string => new Date().toISOString().slice(0, 10);

const partiesOf = (definition: TemplateDefinition): PartyReference[] =>
  parseDefinition(definition, today()).parties;

function setAt(root: Json, pointer: string, value: unknown): void {
  const path = pathOf(pointer);
  const holder = valueAt(root, path.slice(0, -1)) as Json;
  holder[path.at(-1) ?? ''] = value;
}
