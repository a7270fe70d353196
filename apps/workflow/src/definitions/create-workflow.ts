import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/persistence';
import { newId } from '#libs/platform';
import { JudgeDefinition } from './judge-definition.js';
import { WorkflowRepository, type WorkflowVersion } from './workflow.repository.js';

/** Stores the first version of a workflow, or says everything that is wrong with its definition. */
@Injectable()
export class CreateWorkflow {
  constructor(
    private readonly database: Database,
    private readonly judge: JudgeDefinition,
    private readonly workflows: WorkflowRepository,
  ) {}

  /** @throws DomainRefusal `invalid_request`; TransientFailure when a part it names cannot be looked up */
  run(tenantId: string, createdBy: string, input: unknown): Promise<WorkflowVersion> {
    return this.database.transaction((tx) => this.within(tx, { tenantId, createdBy, input }));
  }

  /**
   * The same as part of a larger change.
   *
   * @param madeAs the part of a template that it is
   */
  async within(
    tx: Transaction,
    { tenantId, createdBy, input }: { tenantId: string; createdBy: string; input: unknown },
    madeAs?: string,
  ): Promise<WorkflowVersion> {
    const version: WorkflowVersion = {
      workflowId: newId('wfl'),
      tenantId,
      version: 1,
      definition: await this.judge.require(input, { tenantId, tx }),
      createdAt: new Date(),
      createdBy,
    };
    await this.workflows.insert(version, tx, madeAs);
    return version;
  }
}
