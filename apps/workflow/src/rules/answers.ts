import type { WorkflowDefinition } from '../definitions/definition.js';
import { formFieldsOf } from '../definitions/form-fields.js';
import type { FieldDefinition } from '../fields/field-definition.js';
import { nestedFields } from '../fields/form-values.js';
import type { CaseAnswer } from './case.js';

/** Submitted values by step and field. */
export type FormData = Record<string, Record<string, unknown>>;

/** Every field of every form with its answer, also those without one, so that rules can ask for what is missing. */
export function answersOf(definition: WorkflowDefinition, formData: FormData): CaseAnswer[] {
  return formFieldsOf(definition).flatMap(({ stepId, field }) =>
    answersTo(field, valueOf(formData[stepId], field), `form:${stepId}/${field.field_id}`),
  );
}

/** An item of a list has an answer of its own to each of its fields; a list without items has none. */
function answersTo(field: FieldDefinition, value: unknown, source: string): CaseAnswer[] {
  const { field_id, type } = field;
  const nested = nestedFields(field);
  const inside = (holder: unknown, at: string): CaseAnswer[] =>
    nested.flatMap((one) => answersTo(one, valueOf(holder, one), `${at}/${one.field_id}`));
  const below =
    type === 'entity_list'
      ? (Array.isArray(value) ? value : []).flatMap((item, i) => inside(item, `${source}/${i}`))
      : inside(value, source);
  return [{ field_id, type, source, value: value ?? null }, ...below];
}

function valueOf(holder: unknown, { field_id }: FieldDefinition): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, field_id)) return undefined;
  return (holder as Record<string, unknown>)[field_id];
}
