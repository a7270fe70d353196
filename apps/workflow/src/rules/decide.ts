import type { WorkflowDefinition } from '../definitions/definition.js';
import { strongest, type Action } from './action.js';
import type { Case } from './case.js';
import { evaluateRules, type RuleHit, type RuleResults, type UnavailableRule } from './evaluate-rules.js';
import { gapsOf, hasSandboxResult } from './gaps.js';
import { inputsHash } from './inputs-hash.js';

export type FinalDecision = 'approved' | 'rejected' | 'manual_review' | 'flagged';

export interface AutomaticDecision {
  /** What the rules asked for, before the safeguard. */
  action: Action;
  status: 'approved' | 'rejected' | 'manual_review';
  final_decision: FinalDecision;
  rule_hits: RuleHit[];
  /** Rules that could not be judged; they stand in the way of an automatic approval. */
  unavailable_rules: UnavailableRule[];
  automation_flags: string[];
  /** Stable codes of what led to the decision, without personal data. */
  reasons: string[];
  /** SHA-256 of the case, so that a later evaluation can prove that it saw the same inputs. */
  inputs_hash: string;
}

/**
 * Evaluates every rule of a definition on a case and decides. Pure: the same definition and case always give the same
 * decision. All rules are evaluated and recorded; the strongest action wins; none fired → `default_action`.
 *
 * Safeguard: an automatic approval is carried out only when every check passed, liveness among them, and every rule
 * could be judged. Otherwise it becomes a manual review, because an approval nobody looked at must not rest on a gap.
 * A `flag` that a rule asked for is carried out in spite of gaps, and names them among its reasons.
 */
export function decide(definition: WorkflowDefinition, facts: Case): AutomaticDecision {
  const automation = definition.validation_config.automation_rules;
  const sandbox = hasSandboxResult(facts) ? ['sandbox_result'] : [];
  const inputs_hash = inputsHash(facts);
  if (!automation.enabled)
    return {
      action: 'manual_review',
      ...review(['automation_disabled', ...sandbox]),
      rule_hits: [],
      unavailable_rules: [],
      automation_flags: [],
      inputs_hash,
    };
  const results = evaluateRules(definition, facts);
  const asked = results.rule_hits.map((hit) => hit.action).filter((action) => action !== 'no_action');
  const action = strongest(asked) ?? automation.default_action;
  const { status, final_decision, reasons } = conclude(action, results, gapsOf(facts));
  return {
    action,
    status,
    final_decision,
    ...results,
    automation_flags: final_decision === 'flagged' ? codesOf(results.rule_hits, 'flag') : [],
    reasons: [...reasons, ...sandbox],
    inputs_hash,
  };
}

type Conclusion = Pick<AutomaticDecision, 'status' | 'final_decision' | 'reasons'>;

function conclude(action: Action, { rule_hits, unavailable_rules }: RuleResults, gaps: string[]): Conclusion {
  const led = action === 'no_action' ? [] : codesOf(rule_hits, action);
  const reasons = led.length > 0 ? led : ['default_action'];
  const open = distinct([...gaps, ...unavailable_rules.map(({ code }) => code)]);
  switch (action) {
    case 'auto_deny':
      return { status: 'rejected', final_decision: 'rejected', reasons };
    case 'flag':
      return led.length === 0 && open.length > 0
        ? review(open)
        : { status: 'approved', final_decision: 'flagged', reasons: distinct(reasons, open) };
    case 'manual_review':
    case 'no_action':
      return review(distinct(reasons, open));
    case 'auto_approve':
      return open.length > 0 ? review(open) : { status: 'approved', final_decision: 'approved', reasons };
  }
}

const review = (reasons: string[]): Conclusion => ({
  status: 'manual_review',
  final_decision: 'manual_review',
  reasons,
});

const codesOf = (hits: readonly RuleHit[], action: Action): string[] =>
  distinct(hits.filter((hit) => hit.action === action).map((hit) => hit.code));

/** Sorted codes, each once, so that the order of rules and inputs leaves no trace; a further list stands behind. */
function distinct(codes: readonly string[], further: readonly string[] = []): string[] {
  const first = [...new Set(codes)].sort();
  return [...first, ...further.filter((code) => !first.includes(code))];
}
