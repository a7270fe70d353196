import { decide } from '../../../apps/workflow/src/rules/decide.js';
import { evaluateRules } from '../../../apps/workflow/src/rules/evaluate-rules.js';
import { inTurns, perSecondOnOneCore, type Comparison } from '../statistics.js';
import { handWrittenHits, ruleCase, ruleCount, ruleWorkflow } from './rule-sample.js';

const turns = 5;
const turnMs = 300;

/** Simple rules that one core is to evaluate per second at least. */
const goal = 100_000;

export interface RuleEvaluations {
  goal: number;
  is_met: boolean;
  /** `decide`: every rule, the safeguard and the hash of the inputs. */
  rules_per_second_on_one_core: Comparison;
  /** Evaluating alone, without putting the decision together. */
  evaluation_alone: Comparison;
}

/** How many simple rules one core evaluates per second, held against the same comparisons written by hand. */
export async function ruleEvaluations(): Promise<RuleEvaluations> {
  const workflow = ruleWorkflow();
  const found = decide(workflow, ruleCase).rule_hits.length;
  const expected = handWrittenHits(ruleCase);
  if (found !== expected || found === 0)
    throw new Error(`the rules fire ${found} times and by hand ${expected} times: no comparison`);
  // Added up, so that the compiler cannot leave out what nobody looks at.
  let hits = 0;
  const decided = rate(() => void (hits += decide(workflow, ruleCase).rule_hits.length));
  const evaluated = rate(() => void (hits += evaluateRules(workflow, ruleCase).rule_hits.length));
  const byHand = { name: 'hand-written loop', measure: rate(() => void (hits += handWrittenHits(ruleCase))) };
  decided();
  byHand.measure();
  const rules_per_second_on_one_core = await inTurns(turns, byHand, decided);
  return {
    goal,
    is_met: rules_per_second_on_one_core.measured.median >= goal,
    rules_per_second_on_one_core,
    evaluation_alone: await inTurns(turns, byHand, evaluated),
  };
}

const rate = (work: () => void) => (): number => perSecondOnOneCore(turnMs, work) * ruleCount;
