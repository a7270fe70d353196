import type { FieldDefinition } from '../fields/field-definition.js';
import { nestedFields } from '../fields/form-values.js';
import { stepTypeOf } from '../steps/registry.js';
import type { WorkflowDefinition } from './definition.js';

/** Every field of every form of a workflow, with the step it stands in; nested ones are inside their field. */
export function formFieldsOf({
  steps,
}: Pick<WorkflowDefinition, 'steps'>): { stepId: string; field: FieldDefinition }[] {
  return steps.flatMap((step) =>
    (stepTypeOf(step.type).brings(step).fields ?? []).map((field) => ({ stepId: step.step_id, field })),
  );
}

/** Fields and all that are nested in them, each with its JSON pointer, given that of their list. */
export function placedFields(
  fields: readonly FieldDefinition[],
  list: string,
): { field: FieldDefinition; pointer: string }[] {
  return fields.flatMap((field, i) => {
    const pointer = `${list}/${i}`;
    const nested = nestedFields(field);
    const property = Object.keys(field).find((key) => field[key] === nested);
    return [{ field, pointer }, ...placedFields(nested, `${pointer}/${property}`)];
  });
}
