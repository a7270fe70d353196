import type { FieldDefinition } from '../fields/field-definition.js';
import { nestedFields } from '../fields/form-values.js';

/** Whether a form has a field of this id, at its top or inside an object or a list. */
export function hasField(fields: readonly FieldDefinition[], fieldId: string): boolean {
  return fields.some((field) => field.field_id === fieldId || hasField(nestedFields(field), fieldId));
}
