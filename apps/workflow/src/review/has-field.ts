import type { FieldDefinition } from '../fields/field-definition.js';

/** Whether a form has a field of this id, at its top or inside an object or a list. */
export function hasField(fields: readonly FieldDefinition[], fieldId: string): boolean {
  return fields.some((field) => {
    const inner = (field['fields'] ?? field['item_fields'] ?? []) as readonly FieldDefinition[];
    return field.field_id === fieldId || hasField(inner, fieldId);
  });
}
