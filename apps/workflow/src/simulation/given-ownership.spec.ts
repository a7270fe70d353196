import { describe, expect, it } from '@jest/globals';
import { assembleCase } from '../rules/assemble-case.js';
import { decide } from '../rules/decide.js';
import { withRules } from '../rules/testing/a-case.js';
import { readGivenCase } from './given-case.js';
import type { GivenSubsession } from './given-case.dto.js';

const today = '2026-11-23';

/** What a rule on subsessions is given as inputs when it fires on a case that has these parties and nothing else. */
function inputsOf(rule: object, parties: readonly Partial<GivenSubsession>[]): unknown[] {
  const definition = withRules({ subsession_rules: [{ action: 'manual_review', ...rule }] });
  const subsessions = parties.map((one) => ({ status: 'approved' as const, ...one }));
  const given = { form_data: {}, documents: [], checks: [], biometrics: {}, subsessions };
  const read = readGivenCase(definition, given, today);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return decide(definition, assembleCase(definition, read.sources, today)).rule_hits.map(
    ({ inputs }) => inputs,
  );
}

describe('the ownership of a made-up case without figures', () => {
  it.each<[Partial<GivenSubsession>[], number | undefined]>([
    [[{ role: 'ubo', ownership_percentage: 100 }], undefined],
    [[{ ownership_percentage: 40 }, { ownership_percentage: 35, entity_type: 'individual' }], undefined],
    [[{ ownership_percentage: 80, entity_type: 'company' }, { ownership_percentage: 20 }], 80],
    [[{ ownership_percentage: 70 }, { ownership_percentage: 70 }], undefined],
    [[{ role: 'ubo', ownership_percentage: null }], 100],
    [[], 100],
  ])('is what its parties declare: %j', (parties, unaccounted_percent) => {
    const rule = { condition: 'ownership_unaccounted_above', value: 25 };
    expect(inputsOf(rule, parties)).toEqual(
      unaccounted_percent === undefined ? [] : [[{ unaccounted_percent }]],
    );
  });

  it('makes whoever has a large share a beneficial owner', () => {
    const unverified = (ownership_percentage: number): unknown[] =>
      inputsOf({ condition: 'ubo_unverified' }, [
        { subsession_id: 'sub_1', status: 'active', ownership_percentage },
      ]);
    expect(unverified(25)).toEqual([[{ subsession_ids: ['sub_1'], effective_percent: 25 }]]);
    expect(unverified(24)).toEqual([]);
  });
});
