import { Type, type TSchema } from '@sinclair/typebox';
import { oneOfTypes } from '../definitions/one-of-types.js';
import { ConditionalLogic } from './conditions/condition.js';
import { ValidationRules } from './conditions/validation-rules.js';
import type { FieldType } from './field-type.js';

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
  conditional_logic: Type.Optional(ConditionalLogic),
  validation_rules: Type.Optional(ValidationRules),
};

/** The schema of one field definition of these types: the branch is chosen by `type`. */
export function fieldSchema(types: readonly FieldType[]): TSchema {
  return oneOfTypes(
    types.map(({ type, options }) =>
      Type.Object({ ...common, type: Type.Literal(type), ...options }, { additionalProperties: false }),
    ),
  );
}
