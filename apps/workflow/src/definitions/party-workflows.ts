import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import type { FieldError } from '#libs/problems';
import type { WorkflowDefinition } from './definition.js';
import { stepTypeOf } from '../steps/registry.js';
import type { PartyReference } from './parse-definition.js';
import { WorkflowRepository } from './workflow.repository.js';

/** Related parties of related parties of related parties: deeper ownership is for people to look at. */
const maxLevels = 3;

interface Origin {
  tenantId: string;
  /** Absent while the workflow has no id, so that no other can name it. */
  workflowId?: string;
  /** Keeps the workflows that were looked at from being changed at the same time. */
  tx?: Transaction;
}

/** Judges the workflows that a definition sends related parties through. */
@Injectable()
export class PartyWorkflows {
  constructor(private readonly workflows: WorkflowRepository) {}

  /** One entry for each reference to a workflow that does not exist, leads back to itself or nests too deep. */
  async mistakes(parties: readonly PartyReference[], origin: Origin): Promise<FieldError[]> {
    const errors: FieldError[] = [];
    const seen = new Set<string>();
    for (const { workflowId, pointer } of parties) {
      const descent = new Descent(this.workflows, origin, seen);
      const mistake = await descent.below(workflowId, [origin.workflowId ?? 'this workflow']);
      if (mistake) errors.push({ pointer, ...mistake });
    }
    const { tenantId, workflowId, tx } = origin;
    if (workflowId && tx && seen.size > 0) await this.workflows.hold(tenantId, [...seen], tx);
    return errors;
  }
}

type Mistake = Omit<FieldError, 'pointer'>;

/** The way down from one reference, through latest versions. */
class Descent {
  /** At which level each workflow was found to be right; any higher one is right too. */
  private readonly rightAt = new Map<string, number>();

  constructor(
    private readonly workflows: WorkflowRepository,
    private readonly origin: Origin,
    private readonly seen: Set<string>,
  ) {}

  async below(workflowId: string, path: readonly string[]): Promise<Mistake | undefined> {
    const way = [...path, workflowId].join(' → ');
    if (path.includes(workflowId))
      return { code: 'recursive_workflow', detail: `must not lead back to itself: ${way}` };
    if (path.length > maxLevels)
      return { code: 'nested_too_deep', detail: `must not nest deeper than ${maxLevels} levels: ${way}` };
    if ((this.rightAt.get(workflowId) ?? 0) >= path.length) return undefined;
    this.seen.add(workflowId);
    const found = await this.workflows.findLatest(this.origin.tenantId, workflowId, this.origin.tx);
    // Deeper down it was deleted later; sessions that reach it are told so.
    if (!found) return path.length > 1 ? undefined : unknownWorkflow;
    for (const next of partiesOf(found.definition)) {
      const mistake = await this.below(next, [...path, workflowId]);
      if (mistake) return mistake;
    }
    this.rightAt.set(workflowId, path.length);
    return undefined;
  }
}

const unknownWorkflow: Mistake = { code: 'unknown_workflow', detail: 'there is no such workflow' };

const partiesOf = ({ steps }: WorkflowDefinition): string[] =>
  steps.flatMap((step) =>
    (stepTypeOf(step.type).brings(step).parties ?? []).map(({ workflowId }) => workflowId),
  );
