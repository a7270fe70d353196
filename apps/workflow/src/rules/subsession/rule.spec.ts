import { describe, expect, it } from '@jest/globals';
import { aCase } from '../testing/a-case.js';
import { subsessionRules } from './rule.js';

type Condition = Parameters<typeof subsessionRules.evaluate>[0]['condition'];

function outcome(condition: Condition, ...states: string[]): unknown {
  const subsessions = states.map((status, i) => ({
    subsession_id: `sub_${i}`,
    session_id: `ses_${i}`,
    step_id: 'ubos',
    name: 'Mara Lindqvist',
    role: 'ubo',
    status,
    expires_at: '',
    impacts_parent: true,
  }));
  return subsessionRules.evaluate({ condition, action: 'manual_review' }, aCase({ subsessions }));
}

describe('a rule on subsessions', () => {
  it('does not fire when nobody was invited', () => {
    for (const condition of ['any_rejected', 'any_manual_review', 'any_pending'] as const)
      expect(outcome(condition)).toBeUndefined();
  });

  it.each<[Condition, string, boolean]>([
    ['any_rejected', 'rejected', true],
    ['any_rejected', 'approved', false],
    ['any_rejected', 'manual_review', false],
    ['any_manual_review', 'manual_review', true],
    ['any_manual_review', 'rejected', false],
    ['any_pending', 'active', true],
    ['any_pending', 'completed', true],
    ['any_pending', 'processing', true],
    ['any_pending', 'expired', true],
    ['any_pending', 'approved', false],
    ['any_pending', 'rejected', false],
    ['any_pending', 'manual_review', false],
    ['any_pending', 'deleted', false],
  ])('%s on a session that is %s fires: %j', (condition, status, fires) => {
    expect(outcome(condition, 'approved', status) !== undefined).toBe(fires);
  });

  it('says whose session it fired on, without a name', () => {
    expect(outcome('any_rejected', 'approved', 'rejected')).toEqual({
      code: 'subsession_rejected',
      inputs: [{ subsession_id: 'sub_1', step_id: 'ubos', status: 'rejected', role: 'ubo' }],
    });
  });
});
