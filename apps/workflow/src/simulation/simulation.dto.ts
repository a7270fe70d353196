import { Type, type Static } from '@sinclair/typebox';
import { ActionSchema } from '../rules/action.js';
import { GivenCase } from './given-case.dto.js';

const closed = { additionalProperties: false };
const Strings = Type.Array(Type.String());

export const SimulationBody = Type.Object(
  {
    session_id: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    case: Type.Optional(GivenCase),
    definition: Type.Optional(
      Type.Unsafe<Record<string, unknown>>({
        type: 'object',
        additionalProperties: true,
        description: 'A definition that is not stored, in place of the workflow’s own.',
      }),
    ),
  },
  closed,
);
export type SimulationBody = Static<typeof SimulationBody>;

const RulePlace = { rule: Type.String(), list: Type.String(), code: Type.String() };

export const SimulationJson = Type.Object({
  action: ActionSchema,
  final_decision: Type.Union(
    (['approved', 'rejected', 'manual_review', 'flagged'] as const).map((one) => Type.Literal(one)),
  ),
  rule_hits: Type.Array(
    Type.Object({
      ...RulePlace,
      action: ActionSchema,
      reason: Type.Union([Type.String(), Type.Null()]),
      inputs: Type.Array(Type.Object({}, { additionalProperties: true })),
    }),
  ),
  automation_flags: Strings,
  reasons: Strings,
  unavailable_rules: Type.Array(Type.Object(RulePlace)),
});
