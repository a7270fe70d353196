import type { FieldDefinition } from './field-definition.js';
import { nestedFields } from './form-values.js';

/** A form that was opened again. */
export interface Correction {
  /** What the form held. */
  previous: Readonly<Record<string, unknown>>;
  /** Ids of the fields, also nested ones, that a reviewer asked for. */
  asked: ReadonlySet<string>;
}

interface Form {
  fields: readonly FieldDefinition[];
  data: Record<string, unknown>;
}

/**
 * The form and the data that a correction amounts to: what is submitted, laid over what the form held. Objects are laid
 * over field by field, lists and all other values as a whole. A field that a reviewer asked for has to be submitted
 * anew, be it as null where it is optional.
 */
export function correctedForm(
  fields: readonly FieldDefinition[],
  submitted: object,
  { previous, asked }: Correction,
): Form {
  const given = new Map<string, unknown>(Object.entries(submitted));
  const held = new Map<string, unknown>(Object.entries(previous));
  const corrected = fields.map((field): FieldDefinition => {
    const { field_id: id } = field;
    if (isGroup(field) && !asked.has(id)) {
      const group = correctedGroup(field, given.get(id), held.get(id), asked);
      if (group.value !== undefined) given.set(id, group.value);
      return group.field;
    }
    if (given.has(id)) return field;
    if (isAsked(field, asked)) return { ...field, required: true, default_value: undefined };
    if (held.has(id)) given.set(id, held.get(id));
    return field;
  });
  // Object.fromEntries makes own properties of all names, `__proto__` among them.
  return { fields: corrected, data: Object.fromEntries(given) };
}

function correctedGroup(
  field: FieldDefinition,
  given: unknown,
  held: unknown,
  asked: ReadonlySet<string>,
): { field: FieldDefinition; value: unknown } {
  const isLeftOut = given === undefined;
  if (!isLeftOut && !isPlainObject(given)) return { field, value: given };
  if (isLeftOut && held === undefined && !isAsked(field, asked)) return { field, value: undefined };
  const previous = isPlainObject(held) ? held : {};
  const group = correctedForm(nestedFields(field), given ?? {}, { previous, asked });
  return { field: { ...field, fields: group.fields }, value: group.data };
}

const isGroup = ({ type }: FieldDefinition): boolean => type === 'object';

const isAsked = (field: FieldDefinition, asked: ReadonlySet<string>): boolean =>
  asked.has(field.field_id) || nestedFields(field).some((nested) => isAsked(nested, asked));

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
