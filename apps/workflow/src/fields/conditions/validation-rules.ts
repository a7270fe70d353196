import { Type, type Static } from '@sinclair/typebox';
import { compares } from '../../rules/form-field/compare.js';
import type { Mistake } from '../field-type.js';
import { OperatorName } from './condition.js';

const Rule = Type.Object(
  {
    operator: OperatorName,
    value: Type.Optional(Type.Unknown()),
    message: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  { additionalProperties: false },
);

/** What a value has to be beside what its type asks; each rule that does not hold is one error with its message. */
export const ValidationRules = Type.Union([Type.Array(Rule, { maxItems: 20 }), Type.Null()]);

export type ValidationRule = Static<typeof Rule>;

export function brokenRules(rules: readonly ValidationRule[], value: unknown, today: string): Mistake[] {
  return rules
    .filter((rule) => !compares(rule.operator, value, rule.value, today))
    .map(({ message }) => ({
      at: '',
      code: 'rule_failed',
      detail: message ?? 'is not allowed by this form',
    }));
}
