import { Type } from '@sinclair/typebox';
import type { FieldError } from '#libs/problems';
import type { FieldDefinition } from '../../fields/field-definition.js';
import { nestedFields } from '../../fields/form-values.js';
import { ActionSchema, Reason } from '../action.js';
import type { CaseAnswer } from '../case.js';
import { defineRules } from '../rule-kind.js';
import { operatorsOf } from './applicable-operators.js';
import { compares } from './compare.js';
import { operators, type Operator } from './operators.js';
import { mistakesInValue } from './rule-value.js';

const schema = Type.Object(
  {
    field_id: Type.String({ minLength: 1, maxLength: 64 }),
    operator: Type.Union(
      (Object.keys(operators) as Operator[]).map((operator) => Type.Literal(operator)),
      {
        description:
          'Only `is_empty` fires for a question that was not answered, the negations do not. `matches`: RE2, found anywhere in the answer; `^` and `$` ask for all of it.',
      },
    ),
    value: Type.Optional(Type.Unknown()),
    action: ActionSchema,
    reason: Reason,
  },
  { additionalProperties: false },
);

/**
 * Fires when the value of a form field compares with the rule's value as its operator says. A field of a list of
 * entities has a value in each item: one that compares is enough.
 */
export const formFieldRules = defineRules({
  list: 'form_field_rules',
  schema,
  checkRule({ field_id, operator, value }, fields) {
    const named = occurrences(fields, field_id);
    const unknown = {
      pointer: '/field_id',
      code: 'unknown_field',
      detail: 'no form of this workflow has this field',
    };
    if (named.length === 0) return [unknown];
    return distinct(
      named.flatMap((field) => {
        const applicable = operatorsOf(field);
        if (applicable.includes(operator)) return mistakesInValue(operator, value, field);
        const detail = `a field of type ${field.type} takes: ${applicable.join(', ')}`;
        return [{ pointer: '/operator', code: 'operator_not_applicable', detail }];
      }),
    );
  },
  evaluate({ field_id, operator, value: expected }, { answers, decided_on }) {
    const applies = (answer: CaseAnswer): boolean =>
      answer.field_id === field_id && compares(operator, answer.value, expected, decided_on);
    if (answers.some(applies))
      return {
        code: codeOf(field_id),
        inputs: answers.filter(applies).map(({ source, value }) => ({ source, value })),
      };
    // A field of a list that has no items is nowhere, and that is empty too.
    if (operator !== 'is_empty' || answers.some((answer) => answer.field_id === field_id)) return undefined;
    return { code: codeOf(field_id), inputs: [{ source: 'form', value: null }] };
  },
});

const codeOf = (fieldId: string): string => `form_field_${fieldId.toLowerCase()}`;

/** Every field of that id, wherever it is nested. */
function occurrences(fields: readonly FieldDefinition[], fieldId: string): FieldDefinition[] {
  return fields.flatMap((field) => [
    ...(field.field_id === fieldId ? [field] : []),
    ...occurrences(nestedFields(field), fieldId),
  ]);
}

function distinct(errors: FieldError[]): FieldError[] {
  const keys = errors.map(({ pointer, code }) => `${pointer} ${code}`);
  return errors.filter((_, i) => keys.indexOf(keys[i] ?? '') === i);
}
