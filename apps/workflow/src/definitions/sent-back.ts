import { etagOf, requireMatch } from './precondition.js';
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
  const given = input as Record<string, unknown>;
  if (given['workflow_id'] === workflow_id && typeof given['version'] === 'number')
    requireMatch(etagOf({ version: given['version'] }), current);
  const asRead = new Map<string, unknown>(Object.entries({ workflow_id, version, created_at, created_by }));
  return Object.fromEntries(
    Object.entries(given).filter(([key, value]) => !asRead.has(key) || asRead.get(key) !== value),
  );
}
