import { Type, type Static, type TObject } from '@sinclair/typebox';
import type { FieldError } from '#libs/problems';
import type { FieldDefinition } from '../fields/field-definition.js';
import { ActionSchema, Reason } from './action.js';
import type { Case } from './case.js';

/** What made a rule fire: shown to reviewers in the decision record. */
export interface RuleMatch {
  /** Stable code for events: no personal data. */
  code: string;
  /** The inputs that the rule saw. */
  inputs: Record<string, unknown>[];
}

/** What a rule looks at was never established: its check was not run, or did not come to an end. */
export interface RuleUnavailable {
  /** Stable code, `<what>_not_available`. */
  unavailable: string;
}

/** A rule fired, could not be judged, or did not fire. */
export type RuleOutcome = RuleMatch | RuleUnavailable | undefined;

/**
 * One list of `automation_rules`. `evaluate` is pure: same rule and case, same answer, whatever the order of calls and
 * of the case's lists.
 */
export interface RuleKind<S extends TObject = TObject> {
  /** The name of the list in `automation_rules`. */
  list: string;
  schema: S;
  /** Mistakes of one rule that its schema cannot see, given the workflow's form fields; pointers relative to the rule. */
  checkRule(rule: Static<S>, fields: readonly FieldDefinition[]): FieldError[];
  evaluate(rule: Static<S>, facts: Case): RuleOutcome;
}

export function defineRules<S extends TObject>(kind: RuleKind<S>): RuleKind<S> {
  return kind;
}

/** What rules have that name a condition, with a `value` where the condition takes one. */
export const conditionSchema = <C extends string>(conditions: readonly C[]) =>
  Type.Object(
    {
      condition: Type.Union(conditions.map((condition) => Type.Literal(condition))),
      value: Type.Optional(Type.Number()),
      action: ActionSchema,
      reason: Reason,
    },
    { additionalProperties: false },
  );

/**
 * The mistake of a rule's `value` for its condition, if any.
 *
 * @param range the numbers that the condition takes, or undefined when it takes no value
 */
export function mistakeInNumber(value: number | undefined, range: NumberRange | undefined): FieldError[] {
  const mistake = (code: string, detail: string): FieldError[] => [{ pointer: '/value', code, detail }];
  if (!range) return value === undefined ? [] : mistake('not_allowed', 'must be left out for this condition');
  const { from, to, required, integer } = range;
  if (value === undefined) return required ? mistake('required', 'is required for this condition') : [];
  if (integer && !Number.isInteger(value)) return mistake('wrong_type', 'must be a whole number');
  return value < from || value > to ? mistake('out_of_range', `must be from ${from} to ${to}`) : [];
}

export interface NumberRange {
  from: number;
  to: number;
  required: boolean;
  integer?: boolean;
}
