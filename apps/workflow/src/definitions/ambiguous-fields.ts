import type { FieldError } from '#libs/problems';
import { clausesOf } from '../fields/conditions/condition.js';
import type { FieldDefinition } from '../fields/field-definition.js';
import { fieldLists, type FieldList } from './form-fields.js';
import type { StepPart } from './step-parts.js';

/**
 * Field ids are unique among the fields beside each other only, so that an id alone may mean several fields. A rule of the
 * automation means them all; what can mean but one is refused where it cannot be told which.
 */
export function ambiguousFields(steps: readonly StepPart[]): FieldError[] {
  const formsWith = new Map<string, number>();
  for (const { brings } of steps)
    for (const id of new Set(brings?.fields?.map(({ field_id }) => field_id)))
      formsWith.set(id, (formsWith.get(id) ?? 0) + 1);
  return steps.flatMap(({ at, sound, brings }) => {
    if (!sound) return [];
    const lists = fieldLists(brings?.fields ?? [], `${at}/custom_fields`);
    return [
      ...lists.flatMap((list) => ambiguousConditions(list, (id) => (formsWith.get(id) ?? 0) > 1)),
      ...ambiguousUploads(lists),
    ];
  });
}

/** A condition means the nearest field: beside its own, in the form around it, then in the one other form that has it. */
function ambiguousConditions(
  { fields, pointer, around }: FieldList,
  isRepeated: (fieldId: string) => boolean,
): FieldError[] {
  const own = new Set([...around, ...fields.map(({ field_id }) => field_id)]);
  return fields.flatMap(({ conditional_logic }, i) =>
    (conditional_logic ? clausesOf(conditional_logic.show_if) : [])
      .filter(({ clause }) => !own.has(clause.field_id) && isRepeated(clause.field_id))
      .map(({ at }) => ({
        pointer: `${pointer}/${i}/conditional_logic${at}/field_id`,
        code: 'ambiguous_field',
        detail: 'stands in several other forms, and nothing says which is meant',
      })),
  );
}

/** An upload names its step and its field's id: fields of one step that share an id have to take the same files. */
function ambiguousUploads(lists: readonly FieldList[]): FieldError[] {
  const limits = new Map<string, string>();
  return lists.flatMap(({ fields, pointer }) =>
    fields.flatMap((field, i) => {
      if (field.type !== 'file') return [];
      const known = limits.get(field.field_id) ?? limitsOf(field);
      limits.set(field.field_id, known);
      if (known === limitsOf(field)) return [];
      const detail = 'is the id of another file field of this step, which takes other files';
      return [{ pointer: `${pointer}/${i}/field_id`, code: 'ambiguous_field', detail }];
    }),
  );
}

const limitsOf = (field: FieldDefinition): string =>
  JSON.stringify([field['accepted_types'], field['max_size_mb']]);
