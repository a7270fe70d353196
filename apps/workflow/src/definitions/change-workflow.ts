import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { JudgeDefinition } from './judge-definition.js';
import { requireMatch } from './precondition.js';
import { definitionSentBack } from './sent-back.js';
import { WorkflowRepository, type WorkflowVersion } from './workflow.repository.js';

interface Target {
  tenantId: string;
  workflowId: string;
  /** Header that says which version the caller has seen. */
  ifMatch?: string;
}

/** Changes what new sessions run; sessions that exist stay on their version. */
@Injectable()
export class ChangeWorkflow {
  constructor(
    private readonly database: Database,
    private readonly judge: JudgeDefinition,
    private readonly workflows: WorkflowRepository,
  ) {}

  /**
   * Stores the definition as the next version, also one that says the same as the latest: each replacement is on record.
   *
   * @throws DomainRefusal `not_found`, `invalid_request`, `precondition_failed`, `conflict`
   */
  replace(target: Target & { actor: string }, input: unknown): Promise<WorkflowVersion> {
    return this.database.transaction(async (tx) => {
      const { tenantId, workflowId, actor, ifMatch } = target;
      const current = await this.workflows.latest(tenantId, workflowId, tx);
      const given = definitionSentBack(input, current);
      const definition = await this.judge.require(given, { tenantId, workflowId, tx });
      requireMatch(ifMatch, current);
      const version = current.version + 1;
      const next = { workflowId, tenantId, version, definition, createdAt: new Date(), createdBy: actor };
      await this.workflows.append(next, tx);
      return next;
    });
  }

  /** Ends a workflow: no new sessions. @throws DomainRefusal `not_found`, `precondition_failed` */
  retire({ tenantId, workflowId, ifMatch }: Target): Promise<void> {
    return this.database.transaction(async (tx) => {
      requireMatch(ifMatch, await this.workflows.latest(tenantId, workflowId, tx));
      await this.workflows.retire(tenantId, workflowId, new Date(), tx);
    });
  }
}
