import type { FieldDefinition } from '../fields/field-definition.js';
import { stepTypeOf } from '../steps/registry.js';
import type { WorkflowDefinition } from './definition.js';

/** Every field of every form of a workflow, with the step it stands in. */
export function formFieldsOf({
  steps,
}: Pick<WorkflowDefinition, 'steps'>): { stepId: string; field: FieldDefinition }[] {
  return steps.flatMap((step) =>
    (stepTypeOf(step.type).brings(step).fields ?? []).map((field) => ({ stepId: step.step_id, field })),
  );
}
