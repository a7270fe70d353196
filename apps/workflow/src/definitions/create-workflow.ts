import { Injectable } from '@nestjs/common';
import { newId } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { stepTypeOf } from '../steps/registry.js';
import { parseDefinition, type ParsedDefinition } from './parse-definition.js';
import { WorkflowRepository, type WorkflowVersion } from './workflow.repository.js';

/** Stores the first version of a workflow, or says everything that is wrong with its definition. */
@Injectable()
export class CreateWorkflow {
  constructor(private readonly workflows: WorkflowRepository) {}

  async run(tenantId: string, createdBy: string, input: unknown): Promise<WorkflowVersion> {
    const parsed = await this.check(tenantId, input);
    if (!parsed.ok && parsed.notBuilt)
      throw new DomainRefusal(
        'not_implemented',
        'The definition asks for parts not built yet.',
        parsed.errors,
      );
    if (!parsed.ok) throw new DomainRefusal('invalid_request', 'The definition has mistakes.', parsed.errors);
    const version: WorkflowVersion = {
      workflowId: newId('wfl'),
      tenantId,
      version: 1,
      definition: parsed.definition,
      createdAt: new Date(),
      createdBy,
    };
    await this.workflows.insert(version);
    return version;
  }

  /** Judges a definition without writing anything. */
  async check(tenantId: string, input: unknown): Promise<ParsedDefinition> {
    const parsed = parseDefinition(input, new Date().toISOString().slice(0, 10));
    if (!parsed.ok) return parsed;
    const errors = [];
    for (const [i, step] of parsed.definition.steps.entries())
      for (const { workflowId, pointer } of stepTypeOf(step.type).brings(step).parties ?? []) {
        if (await this.exists(tenantId, workflowId)) continue;
        errors.push({
          pointer: `/steps/${i}${pointer}`,
          code: 'unknown_workflow',
          detail: 'there is no such workflow',
        });
      }
    return errors.length > 0 ? { ok: false, notBuilt: false, errors } : parsed;
  }

  private async exists(tenantId: string, workflowId: string): Promise<boolean> {
    try {
      await this.workflows.latest(tenantId, workflowId);
      return true;
    } catch (error) {
      if (error instanceof DomainRefusal) return false;
      throw error;
    }
  }
}
