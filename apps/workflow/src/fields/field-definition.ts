import type { Condition } from './conditions/condition.js';
import type { ValidationRule } from './conditions/validation-rules.js';

/** A field of a form as the definition holds it, defaults filled in. Options beside the common ones depend on `type`. */
export interface FieldDefinition {
  field_id: string;
  name: string;
  type: string;
  required: boolean;
  default_value?: unknown;
  conditional_logic?: { show_if: Condition } | null;
  validation_rules?: ValidationRule[] | null;
  [option: string]: unknown;
}
