import type { Static } from '@sinclair/typebox';
import type { Case, CaseSubsession } from '../case.js';
import {
  conditionSchema,
  defineRules,
  mistakeInNumber,
  type NumberRange,
  type RuleOutcome,
} from '../rule-kind.js';

const conditions = [
  'any_rejected',
  'any_manual_review',
  'any_pending',
  'ownership_unaccounted_above',
  'ubo_unverified',
] as const;
type Condition = (typeof conditions)[number];

const schema = conditionSchema(conditions);

const values: Partial<Record<Condition, NumberRange>> = {
  ownership_unaccounted_above: { from: 0, to: 100, required: true },
};

/** Fires on the state of the sessions of related parties, and on who owns the company by what they declared. */
export const subsessionRules = defineRules({
  list: 'subsession_rules',
  schema,
  checkRule: ({ condition, value }) => mistakeInNumber(value, values[condition]),
  evaluate: (rule, facts) => tests[rule.condition](facts, rule),
});

type Test = (facts: Case, rule: Static<typeof schema>) => RuleOutcome;

/** States in which a party's session has come to a result, or is none any more. */
const settled: readonly string[] = ['approved', 'rejected', 'manual_review', 'deleted'];

/** An expired session counts as pending: nobody has verified its party. */
const tests: Record<Condition, Test> = {
  any_rejected: partyIn('subsession_rejected', (status) => status === 'rejected'),
  any_manual_review: partyIn('subsession_manual_review', (status) => status === 'manual_review'),
  any_pending: partyIn('subsession_pending', (status) => !settled.includes(status)),

  /** Where nobody was named, all of the company is unaccounted for. */
  ownership_unaccounted_above({ ownership }, { value = 0 }) {
    const unaccounted = ownership?.unaccounted.percent ?? 100;
    if (unaccounted <= value) return undefined;
    return { code: 'ownership_unaccounted', inputs: [{ unaccounted_percent: unaccounted }] };
  },

  /** By their shares or because they were declared to be one. */
  ubo_unverified({ ownership, subsessions }) {
    const byShare = (ownership?.owners ?? []).filter((one) => one.is_beneficial_owner && !one.is_verified);
    const known = new Set(byShare.flatMap(({ subsession_ids }) => subsession_ids));
    const declared = subsessions.filter(
      ({ role, status, subsession_id }) =>
        role === 'ubo' && status !== 'approved' && !known.has(subsession_id),
    );
    if (byShare.length + declared.length === 0) return undefined;
    const inputs = [
      ...byShare.map(({ subsession_ids, effective }) => ({ subsession_ids, effective_percent: effective })),
      ...declared.map(inputOf),
    ];
    return { code: 'ubo_unverified', inputs };
  },
};

function partyIn(code: string, isIn: (status: string) => boolean): Test {
  return ({ subsessions }) => {
    const found = subsessions.filter(({ status }) => isIn(status));
    return found.length === 0 ? undefined : { code, inputs: found.map(inputOf) };
  };
}

function inputOf({ subsession_id, step_id, role, status }: CaseSubsession): Record<string, unknown> {
  return { subsession_id, step_id, status, ...(role && { role }) };
}
