import type { Static, TObject } from '@sinclair/typebox';
import type { FieldError } from '#libs/problems';
import type { FieldDefinition } from '../fields/field-definition.js';
import type { Case } from './case.js';

/** What made a rule fire: shown to reviewers in the decision record. */
export interface RuleMatch {
  /** Stable code for events: no personal data. */
  code: string;
  /** The inputs that the rule saw. */
  inputs: Record<string, unknown>[];
}

/**
 * One list of `automation_rules`. `evaluate` is pure: same rule and case, same answer, whatever the order of calls.
 */
export interface RuleKind<S extends TObject = TObject> {
  /** The name of the list in `automation_rules`. */
  list: string;
  schema: S;
  /** Mistakes of one rule that its schema cannot see, given the workflow's form fields; pointers relative to the rule. */
  checkRule(rule: Static<S>, fields: readonly FieldDefinition[]): FieldError[];
  evaluate(rule: Static<S>, facts: Case): RuleMatch | undefined;
}

export function defineRules<S extends TObject>(kind: RuleKind<S>): RuleKind<S> {
  return kind;
}
