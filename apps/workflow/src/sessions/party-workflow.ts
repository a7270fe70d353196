import { DomainRefusal } from '#libs/problems';
import type { WorkflowRepository, WorkflowVersion } from '../definitions/workflow.repository.js';

/**
 * The latest version of the workflow that a step sends its parties through.
 *
 * @throws DomainRefusal `conflict` when it was deleted since the step was written
 */
export async function partyWorkflow(
  workflows: WorkflowRepository,
  tenantId: string,
  workflowId: string,
): Promise<WorkflowVersion> {
  const found = await workflows.findLatest(tenantId, workflowId);
  if (found) return found;
  throw new DomainRefusal(
    'conflict',
    'The workflow that the parties of this step go through was deleted: nobody can be invited until the step names another.',
  );
}
