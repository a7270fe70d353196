import type { Static } from '@sinclair/typebox';
import { hasResult, type Case } from '../case.js';
import {
  conditionSchema,
  defineRules,
  mistakeInNumber,
  type NumberRange,
  type RuleOutcome,
} from '../rule-kind.js';

const conditions = ['face_match_below', 'liveness_failed', 'duplicate_face'] as const;
type Condition = (typeof conditions)[number];

const schema = conditionSchema(conditions);

const values: Partial<Record<Condition, NumberRange>> = {
  face_match_below: { from: 0, to: 1, required: true },
};

/** Fires on what is known of the face: too unlike the document, not alive, seen before in another session. */
export const biometricRules = defineRules({
  list: 'biometric_rules',
  schema,
  checkRule: ({ condition, value }) => mistakeInNumber(value, values[condition]),
  evaluate: (rule, facts) => tests[rule.condition](facts, rule),
});

type Test = (facts: Case, rule: Static<typeof schema>) => RuleOutcome;

const tests: Record<Condition, Test> = {
  face_match_below(facts, { value = 0 }) {
    const match = facts.biometrics.face_match;
    // A match of an earlier round does not stand for one that could not be done again.
    if (!match || isUndone(facts)) return noFaceMatch;
    return match.similarity < value ? { code: 'face_match_below', inputs: [{ ...match }] } : undefined;
  },
  liveness_failed({ biometrics: { liveness } }) {
    if (!liveness) return noLiveness;
    if (liveness.passed) return undefined;
    const { passed, confidence, provider, attempts } = liveness;
    return {
      code: 'liveness_failed',
      inputs: [{ passed, confidence, provider, attempts: attempts.length }],
    };
  },
  duplicate_face({ biometrics: { duplicate_faces } }) {
    if (!duplicate_faces) return noDuplicateSearch;
    if (duplicate_faces.length === 0) return undefined;
    return { code: 'duplicate_face', inputs: duplicate_faces.map((one) => ({ ...one })) };
  },
};

const noFaceMatch = { unavailable: 'face_match_not_available' };
const noLiveness = { unavailable: 'liveness_not_available' };
const noDuplicateSearch = { unavailable: 'duplicate_face_not_available' };

const isUndone = (facts: Case): boolean =>
  facts.checks.some(({ type }) => type === 'run_face_match') && !hasResult(facts, 'run_face_match');
