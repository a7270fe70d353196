import { requireMatch } from './precondition.js';
import type { WorkflowVersion } from './workflow.repository.js';
import { workflowJson } from './workflows.dto.js';

/**
 * The definition in what a caller sends who has read a workflow and changed it: what stands beside the definition there
 * may come back as it was read. Whoever sends back an older version has not seen the latest one.
 *
 * @throws DomainRefusal `precondition_failed`
 */
export function definitionSentBack(input: unknown, current: WorkflowVersion): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const { workflow_id, version, created_at, created_by } = workflowJson(current);
  const given = new Map<string, unknown>(Object.entries(input));
  if (given.get('workflow_id') === workflow_id && typeof given.get('version') === 'number')
    requireMatch(`"${String(given.get('version'))}"`, current);
  const beside = new Map<string, unknown>(Object.entries({ workflow_id, version, created_at, created_by }));
  for (const [key, value] of beside) if (given.get(key) === value) given.delete(key);
  return Object.fromEntries(given);
}
