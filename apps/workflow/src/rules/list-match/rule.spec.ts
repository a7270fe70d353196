import { describe, expect, it } from '@jest/globals';
import type { CaseCheck, CaseMatch } from '../case.js';
import { aCase, aCheck, aMatch } from '../testing/a-case.js';
import { listMatchRules } from './rule.js';

type Rule = Parameters<typeof listMatchRules.evaluate>[0];
const searched = aCheck('run_sanction_check', { outcome: 'fail' });

function outcome(rule: Partial<Rule>, matches: CaseMatch[], checks: CaseCheck[] = [searched]): unknown {
  return listMatchRules.evaluate({ action: 'auto_deny', ...rule }, aCase({ matches, checks }));
}

describe('a rule on list matches', () => {
  it.each<[string, CaseCheck[]]>([
    ['no check was run', []],
    ['the check did not answer', [aCheck('run_sanction_check', { status: 'not_available' })]],
    ['the check failed', [aCheck('run_sanction_check', { status: 'failed' })]],
    ['another check alone was run', [aCheck('run_face_match')]],
    [
      'wallets could not be looked for',
      [searched, aCheck('run_crypto_check', { status: 'not_available', outcome: undefined })],
    ],
  ])('cannot be judged when %s', (_why, checks) => {
    expect(outcome({}, [], checks)).toEqual({ unavailable: 'list_match_not_available' });
  });

  it('on wallets alone needs the wallet check, and one on sanctions the sanctions check', () => {
    const wallets = [aCheck('run_crypto_check')];
    expect(outcome({ topics: ['crypto'] }, [], wallets)).toBeUndefined();
    expect(outcome({ topics: ['crypto'] }, [])).toHaveProperty('unavailable');
    expect(outcome({ topics: ['sanction'] }, [], wallets)).toHaveProperty('unavailable');
  });

  it('fires on what was found although another search did not end', () => {
    const checks = [searched, aCheck('run_crypto_check', { status: 'not_available' })];
    expect(outcome({}, [aMatch()], checks)).toMatchObject({ code: 'list_match' });
  });

  it.each<[string, Partial<Rule>]>([
    ['the score is too low', { min_score: 0.91 }],
    ['another list is meant', { lists: ['eu'] }],
    ['another topic is meant', { topics: ['pep'] }],
    ['another role is meant', { entity_roles: ['director'] }],
  ])('does not fire when %s', (_why, rule) => {
    expect(outcome(rule, [aMatch({ entity_role: 'ubo' })])).toBeUndefined();
  });

  it('does not fire on a party without a role when it names one', () => {
    expect(outcome({ entity_roles: ['ubo'] }, [aMatch()])).toBeUndefined();
  });

  it('records the matches that it fired on and no others', () => {
    const rule = { lists: ['un'], topics: ['sanction'], entity_roles: ['ubo' as const], min_score: 0.9 };
    const matches = [aMatch({ entity_role: 'ubo' }), aMatch({ entity_id: 'f', score: 0.8 })];
    expect(outcome(rule, matches)).toMatchObject({
      inputs: [{ entity_id: 'e', list: 'un', score: 0.9, source: 'form:form/full_name', entity_role: 'ubo' }],
    });
  });
});
