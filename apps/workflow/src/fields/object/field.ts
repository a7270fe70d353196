import { Type, type TSchema } from '@sinclair/typebox';
import { accept, refuse, type FieldType } from '../field-type.js';
import type { FieldDefinition } from '../field-definition.js';
import { readFields, type FieldTypes } from '../read-fields.js';

const options = (schema: TSchema) => ({ fields: Type.Array(schema, { minItems: 1, maxItems: 50 }) });

/** A group of fields with one value each. */
export function objectField(schema: TSchema, types: FieldTypes): FieldType<ReturnType<typeof options>> {
  return {
    type: 'object',
    options: options(schema),
    read(value, { fields }, context) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return refuse('wrong_type', 'must be an object');
      const { values, mistakes } = readFields(types, fields as FieldDefinition[], value, context);
      return mistakes.length > 0 ? { ok: false, mistakes } : accept(values);
    },
  };
}
