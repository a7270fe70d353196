import { describe, expect, it } from '@jest/globals';
import type { BiometricsView } from '#libs/contracts';
import type { CaseCheck } from '../case.js';
import { aCase, aCheck } from '../testing/a-case.js';
import { biometricRules } from './rule.js';

type Rule = Parameters<typeof biometricRules.evaluate>[0];

const face_match = {
  provider: 'local',
  similarity: 0.8,
  threshold: 0.85,
  outcome: 'fail' as const,
  source: 'selfie' as const,
  doc_id: 'doc_1',
};
const liveness = (passed: boolean): BiometricsView['liveness'] => {
  return { passed, confidence: 12, provider: 'rekognition', attempts: [] };
};

const outcome = (
  rule: Pick<Rule, 'condition' | 'value'>,
  biometrics: BiometricsView,
  checks: CaseCheck[] = [],
): unknown => biometricRules.evaluate({ action: 'auto_deny', ...rule }, aCase({ biometrics, checks }));

describe('a rule on biometrics', () => {
  it('cannot be judged when what it looks at was never established', () => {
    expect(outcome({ condition: 'face_match_below', value: 0.5 }, {})).toEqual({
      unavailable: 'face_match_not_available',
    });
    expect(outcome({ condition: 'liveness_failed' }, {})).toEqual({ unavailable: 'liveness_not_available' });
    expect(outcome({ condition: 'duplicate_face' }, {})).toEqual({
      unavailable: 'duplicate_face_not_available',
    });
  });

  it('does not take an older face match for one that was asked for and did not come about', () => {
    const checks = [aCheck('run_face_match', { status: 'not_available' })];
    const rule = { condition: 'face_match_below' as const, value: 0.5 };
    expect(outcome(rule, { face_match }, checks)).toHaveProperty('unavailable');
    expect(outcome(rule, { face_match }, [aCheck('run_face_match')])).toBeUndefined();
  });

  it('does not fire on a face at the threshold, a living person or a new face', () => {
    expect(outcome({ condition: 'face_match_below', value: 0.8 }, { face_match })).toBeUndefined();
    expect(outcome({ condition: 'liveness_failed' }, { liveness: liveness(true) })).toBeUndefined();
    expect(outcome({ condition: 'duplicate_face' }, { duplicate_faces: [] })).toBeUndefined();
  });

  it('fires below the threshold, on failed liveness and on a face seen before', () => {
    expect(outcome({ condition: 'face_match_below', value: 0.81 }, { face_match })).toMatchObject({
      code: 'face_match_below',
      inputs: [{ similarity: 0.8, doc_id: 'doc_1' }],
    });
    expect(outcome({ condition: 'liveness_failed' }, { liveness: liveness(false) })).toMatchObject({
      code: 'liveness_failed',
      inputs: [{ passed: false, confidence: 12, attempts: 0 }],
    });
    const duplicate_faces = [{ session_id: 'ses_2', similarity: 0.97 }];
    expect(outcome({ condition: 'duplicate_face' }, { duplicate_faces })).toEqual({
      code: 'duplicate_face',
      inputs: duplicate_faces,
    });
  });

  it.each<[Rule['condition'], number | undefined, string | undefined]>([
    ['face_match_below', undefined, 'required'],
    ['face_match_below', 85, 'out_of_range'],
    ['face_match_below', -0.1, 'out_of_range'],
    ['face_match_below', 0.85, undefined],
    ['liveness_failed', 0.5, 'not_allowed'],
    ['duplicate_face', 1, 'not_allowed'],
    ['duplicate_face', undefined, undefined],
  ])('%s with the value %j: %s', (condition, value, code) => {
    const errors = biometricRules.checkRule({ condition, value, action: 'flag' }, []);
    expect(errors.map((error) => `${error.pointer} ${error.code}`)).toEqual(code ? [`/value ${code}`] : []);
  });
});
