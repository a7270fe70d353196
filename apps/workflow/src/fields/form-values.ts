import type { FieldDefinition } from './field-definition.js';

/** One value that a form holds, wherever it is nested. */
export interface FormValue {
  /** Where it stands below its form: `full_name`, `owners/0/name`, `company/registration/country` */
  path: string;
  field: FieldDefinition;
  value: unknown;
  /** The path of the innermost entity_list item that it belongs to (`owners/0`); absent outside such lists. */
  item?: string;
  /** The role that the innermost entity_list with an `entity_role` gives to what its items name. */
  role?: string;
}

interface Place {
  path: string;
  item?: string;
  role?: string;
}

/**
 * Every value of a form that is there: those of `object` and `entity_list` fields themselves first, then what is in
 * them, in the order of the definition.
 */
export function formValues(
  fields: readonly FieldDefinition[],
  values: Readonly<Record<string, unknown>>,
): FormValue[] {
  return below(fields, values, { path: '' });
}

function below(fields: readonly FieldDefinition[], values: unknown, place: Place): FormValue[] {
  if (typeof values !== 'object' || values === null) return [];
  const entries = new Map<string, unknown>(Object.entries(values));
  return fields.flatMap((field) => {
    const value = entries.get(field.field_id);
    if (value === undefined || value === null) return [];
    const here = { ...place, path: place.path + field.field_id };
    return [{ ...here, field, value }, ...inside(field, value, here)];
  });
}

function inside(field: FieldDefinition, value: unknown, place: Place): FormValue[] {
  if (field.type === 'object') return below(nestedFields(field), value, { ...place, path: `${place.path}/` });
  if (field.type !== 'entity_list' || !Array.isArray(value)) return [];
  const role = (field['entity_role'] as string | undefined) ?? place.role;
  return value.flatMap((one, i) => {
    const item = `${place.path}/${i}`;
    return below(nestedFields(field), one, { path: `${item}/`, item, ...(role && { role }) });
  });
}

/** The fields that a field's value consists of: those of an `object`, or of each item of an `entity_list`. */
export function nestedFields(field: Readonly<Record<string, unknown>>): readonly FieldDefinition[] {
  const nested =
    field['type'] === 'object'
      ? field['fields']
      : field['type'] === 'entity_list'
        ? field['item_fields']
        : undefined;
  return Array.isArray(nested) ? (nested as FieldDefinition[]) : [];
}
