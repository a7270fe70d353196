import { createHash } from 'node:crypto';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { strongest, type Action } from './action.js';
import type { Case, CaseCheck } from './case.js';
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

export type FinalDecision = 'approved' | 'rejected' | 'manual_review' | 'flagged';

export interface AutomaticDecision {
  /** What the rules asked for, before the safeguard. */
  action: Action;
  status: 'approved' | 'rejected' | 'manual_review';
  final_decision: FinalDecision;
  rule_hits: RuleHit[];
  automation_flags: string[];
  /** Stable codes of what led to the decision, without personal data. */
  reasons: string[];
  /** SHA-256 of the case, so that a later evaluation can prove that it saw the same inputs. */
  inputs_hash: string;
}

interface RuleCommon {
  action: Action;
  reason?: string;
}

/**
 * Evaluates every rule of a definition on a case and decides. Pure: the same definition and case always give the same
 * decision. All rules are evaluated and recorded; the strongest action wins; none fired → `default_action`.
 *
 * Safeguard: an automatic approval is carried out only when every check passed. A check that found something, failed or
 * was not available turns it into a manual review, because an approval nobody looked at must not rest on a gap.
 */
export function decide(definition: WorkflowDefinition, facts: Case): AutomaticDecision {
  const automation = definition.validation_config.automation_rules;
  const rule_hits = automation.enabled ? evaluateAll(definition, facts) : [];
  const asked = automation.enabled
    ? (strongest(rule_hits.map((hit) => hit.action).filter((a) => a !== 'no_action')) ??
      automation.default_action)
    : 'manual_review';
  const flags = rule_hits.filter((hit) => hit.action === 'flag').map((hit) => hit.code);
  const gaps = facts.checks.filter((check) => check.outcome !== 'pass');
  const { status, final_decision, reasons } = conclude(asked, rule_hits, gaps);
  return {
    action: asked,
    status,
    final_decision,
    rule_hits,
    automation_flags: final_decision === 'flagged' ? [...new Set(flags)] : [],
    reasons: automation.enabled ? reasons : ['automation_disabled'],
    inputs_hash: createHash('sha256').update(canonical(facts)).digest('hex'),
  };
}

function evaluateAll(definition: WorkflowDefinition, facts: Case): RuleHit[] {
  const automation = definition.validation_config.automation_rules;
  return ruleKinds.flatMap((kind) =>
    (automation[kind.list] as (RuleCommon & Record<string, never>)[]).flatMap((rule, i) => {
      const match = kind.evaluate(rule, facts);
      if (!match) return [];
      const { action, reason } = rule;
      const pointer = `/validation_config/automation_rules/${kind.list}/${i}`;
      return [{ rule: pointer, list: kind.list, action, reason: reason ?? null, ...match }];
    }),
  );
}

function conclude(
  asked: Action,
  hits: RuleHit[],
  gaps: CaseCheck[],
): Pick<AutomaticDecision, 'status' | 'final_decision' | 'reasons'> {
  const of = (action: Action): string[] => [
    ...new Set(hits.filter((hit) => hit.action === action).map((hit) => hit.code)),
  ];
  switch (asked) {
    case 'auto_deny':
      return { status: 'rejected', final_decision: 'rejected', reasons: orDefault(of('auto_deny')) };
    case 'flag':
      return { status: 'approved', final_decision: 'flagged', reasons: orDefault(of('flag')) };
    case 'manual_review':
    case 'no_action':
      return {
        status: 'manual_review',
        final_decision: 'manual_review',
        reasons: [...orDefault(of('manual_review')), ...gaps.map(gapCode)],
      };
    case 'auto_approve':
      return gaps.length > 0
        ? { status: 'manual_review', final_decision: 'manual_review', reasons: gaps.map(gapCode) }
        : { status: 'approved', final_decision: 'approved', reasons: orDefault(of('auto_approve')) };
  }
}

const orDefault = (codes: string[]): string[] => (codes.length > 0 ? codes : ['default_action']);
const gapCode = ({ type, status, outcome }: CaseCheck): string =>
  `${type}_${status === 'completed' ? outcome : status}`;

/** JSON with sorted keys, so that equal cases hash equally whatever order they were put together in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
