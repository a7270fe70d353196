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

/** Fields that stand beside each other: a form, the fields of an object, or those of a list's items. */
export interface FieldList {
  fields: readonly FieldDefinition[];
  /** JSON pointer of the list. */
  pointer: string;
  /** Ids of the fields beside each of the fields that the list is nested in. */
  around: readonly string[];
}

/** A list of fields and all that are nested in it, given its JSON pointer. */
export function fieldLists(
  fields: readonly FieldDefinition[],
  pointer: string,
  around: readonly string[] = [],
): FieldList[] {
  const known = [...around, ...fields.map(({ field_id }) => field_id)];
  const inside = fields.flatMap((field, i) => {
    const nested = nestedFields(field);
    const key = field.type === 'object' ? 'fields' : 'item_fields';
    return nested.length > 0 ? fieldLists(nested, `${pointer}/${i}/${key}`, known) : [];
  });
  return [{ fields, pointer, around }, ...inside];
}
