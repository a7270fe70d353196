import { Type, type TSchema } from '@sinclair/typebox';
import type { FieldError } from '#libs/problems';
import { oneOfTypes } from '../definitions/one-of-types.js';
import { fieldTypes } from './registry.js';

/** What every field definition may say, whatever its type. */
const common = {
  field_id: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$' }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  field_key: Type.Optional(Type.String({ maxLength: 100 })),
  required: Type.Boolean({ default: false }),
  description: Type.Optional(Type.String({ maxLength: 2000 })),
  tooltip: Type.Optional(Type.String({ maxLength: 2000 })),
  instructions: Type.Optional(Type.String({ maxLength: 2000 })),
  placeholder: Type.Optional(Type.String({ maxLength: 500 })),
  help_text: Type.Optional(Type.String({ maxLength: 2000 })),
  default_value: Type.Optional(Type.Unknown()),
};

/** A field of a form as the definition holds it, defaults filled in. Options beside the common ones depend on `type`. */
export interface FieldDefinition {
  field_id: string;
  name: string;
  type: string;
  required: boolean;
  default_value?: unknown;
  [option: string]: unknown;
}

/** The schema of one field definition: the branch is chosen by `type`. */
export const FieldDefinitionSchema: TSchema = oneOfTypes(
  [...fieldTypes.values()].map(({ type, options }) =>
    Type.Object({ ...common, type: Type.Literal(type), ...options }, { additionalProperties: false }),
  ),
);

/** Mistakes of a field definition that its schema cannot see. */
export function checkFieldDefinition(field: FieldDefinition, pointer: string, today: string): FieldError[] {
  const type = fieldTypes.get(field.type);
  if (!type) return [];
  const mistakes = (type.checkOptions?.(field) ?? []).map(({ at, ...rest }) => ({
    pointer: pointer + at,
    ...rest,
  }));
  if (mistakes.length === 0 && field.default_value !== undefined && field.default_value !== null) {
    const read = type.read(field.default_value, field, today);
    if (!read.ok)
      mistakes.push({ pointer: `${pointer}/default_value`, code: read.code, detail: read.detail });
  }
  return mistakes;
}
