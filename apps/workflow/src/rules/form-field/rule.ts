import { Type } from '@sinclair/typebox';
import type { FieldError } from '#libs/problems';
import { ActionSchema, Reason } from '../action.js';
import { defineRules } from '../rule-kind.js';
import { mistakeInValue, operators, type Operator } from './operators.js';

/** Fires when the value of one form field compares with the rule's value as its operator says. */
export const formFieldRules = defineRules({
  list: 'form_field_rules',
  schema: Type.Object(
    {
      field_id: Type.String({ minLength: 1, maxLength: 64 }),
      operator: Type.Union((Object.keys(operators) as Operator[]).map((operator) => Type.Literal(operator))),
      value: Type.Optional(Type.Unknown()),
      action: ActionSchema,
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  checkRule({ field_id, operator, value }, fields) {
    const errors: FieldError[] = [];
    if (!fields.some((field) => field.field_id === field_id))
      errors.push({
        pointer: '/field_id',
        code: 'unknown_field',
        detail: 'no form of this workflow has this field',
      });
    const mistake = mistakeInValue(operator, value);
    if (mistake) errors.push({ pointer: '/value', code: 'wrong_type', detail: mistake });
    return errors;
  },
  evaluate(rule, { form }) {
    const step = Object.entries(form).find(([, fields]) => rule.field_id in fields);
    const value = step?.[1][rule.field_id];
    if (!operators[rule.operator](value, rule.value)) return undefined;
    const code = `form_field_${rule.field_id.toLowerCase()}`;
    return {
      code,
      inputs: [{ source: step ? `form:${step[0]}/${rule.field_id}` : 'form', value: value ?? null }],
    };
  },
});
