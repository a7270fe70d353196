import { describe, expect, it } from '@jest/globals';
import type { AdverseMediaFinding } from '#libs/contracts';
import type { CaseCheck } from '../case.js';
import { aCase, aCheck } from '../testing/a-case.js';
import { adverseMediaRules } from './rule.js';

const finding: AdverseMediaFinding = {
  subject: { source: 'form:form/full_name' },
  risk: 60,
  categories: ['fraud'],
  headline: 'Charged',
};
const searched = [aCheck('run_adverse_media', { outcome: 'review' })];

const outcome = (
  rule: { min_risk?: number; categories?: string[] },
  adverse_media: AdverseMediaFinding[],
  checks: CaseCheck[] = searched,
): unknown => adverseMediaRules.evaluate({ action: 'flag', ...rule }, aCase({ adverse_media, checks }));

describe('a rule on adverse media', () => {
  it('cannot be judged when nobody searched, or the search did not answer', () => {
    const unavailable = { unavailable: 'adverse_media_not_available' };
    expect(outcome({}, [], [])).toEqual(unavailable);
    expect(outcome({}, [], [aCheck('run_adverse_media', { status: 'not_available' })])).toEqual(unavailable);
  });

  it('does not fire below its risk or on other categories', () => {
    expect(outcome({ min_risk: 60.5 }, [finding])).toBeUndefined();
    expect(outcome({ categories: ['corruption'] }, [finding])).toBeUndefined();
    expect(outcome({}, [])).toBeUndefined();
  });

  it('fires from its risk on, on the categories that it names, and records the findings', () => {
    expect(outcome({ min_risk: 60, categories: ['corruption', 'fraud'] }, [finding])).toEqual({
      code: 'adverse_media',
      inputs: [finding],
    });
  });
});
