import { Type, type Static } from '@sinclair/typebox';
import { compares } from '../../rules/form-field/compare.js';
import { operators, type Operator } from '../../rules/form-field/operators.js';

export const OperatorName = Type.Union(
  (Object.keys(operators) as Operator[]).map((operator) => Type.Literal(operator)),
);

const Clause = Type.Object(
  {
    field_id: Type.String({ minLength: 1, maxLength: 64 }),
    operator: OperatorName,
    value: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);
const Clauses = Type.Array(Clause, { minItems: 1, maxItems: 50 });

const ShowIf = Type.Object(
  { all: Type.Optional(Clauses), any: Type.Optional(Clauses) },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
);

/**
 * When a field is shown: its clauses compare fields beside it, fields of the form that it is nested in, or fields of
 * the forms of earlier steps.
 */
export const ConditionalLogic = Type.Union([
  Type.Object({ show_if: ShowIf }, { additionalProperties: false }),
  Type.Null(),
]);

export type Condition = Static<typeof ShowIf>;
export type ConditionClause = Static<typeof Clause>;

/** Every clause, with its place below `conditional_logic`. */
export function clausesOf({ all, any }: Condition): { at: string; clause: ConditionClause }[] {
  const key = all ? 'all' : 'any';
  return (all ?? any ?? []).map((clause, i) => ({ at: `/show_if/${key}/${i}`, clause }));
}

/** Whether a condition holds, given the values of the fields that it names: undefined for a hidden field. */
export function holds(condition: Condition, valueOf: (fieldId: string) => unknown, today: string): boolean {
  const isTrue = ({ field_id, operator, value }: ConditionClause): boolean =>
    compares(operator, valueOf(field_id), value, today);
  return condition.all ? condition.all.every(isTrue) : (condition.any ?? []).some(isTrue);
}
