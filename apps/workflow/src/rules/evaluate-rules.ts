import type { WorkflowDefinition } from '../definitions/definition.js';
import type { Action } from './action.js';
import type { Case } from './case.js';
import { ruleKinds } from './registry.js';

/** One rule that fired. */
export interface RuleHit {
  /** JSON pointer of the rule in the definition. */
  rule: string;
  list: string;
  action: Action;
  code: string;
  reason: string | null;
  inputs: Record<string, unknown>[];
}

/** One rule that could not be judged, because what it looks at was never established. */
export interface UnavailableRule {
  /** JSON pointer of the rule in the definition. */
  rule: string;
  list: string;
  code: string;
}

export interface RuleResults {
  rule_hits: RuleHit[];
  unavailable_rules: UnavailableRule[];
}

interface RuleCommon {
  action: Action;
  reason?: string;
}

/** Evaluates every rule of a definition on a case, in the order of the definition. Pure. */
export function evaluateRules({ validation_config }: WorkflowDefinition, facts: Case): RuleResults {
  const results: RuleResults = { rule_hits: [], unavailable_rules: [] };
  for (const kind of ruleKinds) {
    const { list } = kind;
    const rules = (validation_config.automation_rules[list] ?? []) as (RuleCommon & Record<string, never>)[];
    for (const [i, rule] of rules.entries()) {
      const outcome = kind.evaluate(rule, facts);
      if (!outcome) continue;
      const place = { rule: `/validation_config/automation_rules/${list}/${i}`, list };
      if ('unavailable' in outcome) {
        results.unavailable_rules.push({ ...place, code: outcome.unavailable });
      } else {
        const { action, reason } = rule;
        const { code, inputs } = outcome;
        results.rule_hits.push({ ...place, action, code, reason: reason ?? null, inputs });
      }
    }
  }
  return results;
}
