import { Type } from '@sinclair/typebox';
import { ActionSchema, Reason } from '../action.js';
import type { CaseSubsession } from '../case.js';
import { defineRules } from '../rule-kind.js';

const conditions = ['any_rejected', 'any_manual_review', 'any_pending'] as const;
type Condition = (typeof conditions)[number];

/** States in which a party's session has come to a result, or is none any more. */
const settled: readonly string[] = ['approved', 'rejected', 'manual_review', 'deleted'];

/** An expired session counts as pending: nobody has verified its party. */
const tests: Record<Condition, (status: string) => boolean> = {
  any_rejected: (status) => status === 'rejected',
  any_manual_review: (status) => status === 'manual_review',
  any_pending: (status) => !settled.includes(status),
};

/** Fires on the state of the sessions of related parties. */
export const subsessionRules = defineRules({
  list: 'subsession_rules',
  schema: Type.Object(
    {
      condition: Type.Union(conditions.map((condition) => Type.Literal(condition))),
      action: ActionSchema,
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  checkRule: () => [],
  evaluate({ condition }, { subsessions }) {
    const applies = ({ status }: CaseSubsession): boolean => tests[condition](status);
    if (!subsessions.some(applies)) return undefined;
    return {
      code: condition.replace('any', 'subsession'),
      inputs: subsessions.filter(applies).map(({ subsession_id, step_id, role, status }) => {
        return { subsession_id, step_id, status, ...(role && { role }) };
      }),
    };
  },
});
