import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDefinition } from '../definitions/parse-definition.js';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { actions, type Action } from './action.js';
import type { Case } from './case.js';
import { decide } from './decide.js';

const codes = ['DE', 'FR', 'IR', 'KP', 'NL'];

function withRules(automation_rules: object): WorkflowDefinition {
  const parsed = parseDefinition(
    {
      name: 'Test',
      steps: [
        {
          step_id: 'form',
          order: 1,
          name: 'Form',
          type: 'form_fill',
          custom_fields: [
            { field_id: 'pep_status', name: 'PEP', type: 'select', options: ['No', 'Yes - Current PEP'] },
          ],
        },
      ],
      validation_config: { automation_rules },
    },
    '2026-11-23',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.definition;
}

function aCase(overrides: Partial<Case> = {}): Case {
  return { form: {}, countries: [], matches: [], documents: [], biometrics: {}, checks: [], ...overrides };
}

const from = (...countries: string[]): Case =>
  aCase({
    countries: countries.map((code) => ({ aspect: 'nationality', code, source: 'form:form/nationality' })),
  });

const ofCountries = (rules: [string, Action][]): object[] =>
  rules.map(([country_code, action]) => ({ country_code, action }));

describe('a decision', () => {
  it('is a manual review when nothing fired and nothing else was said', () => {
    expect(decide(withRules({}), aCase())).toMatchObject({
      action: 'manual_review',
      status: 'manual_review',
      final_decision: 'manual_review',
      rule_hits: [],
      reasons: ['default_action'],
    });
  });

  it('is a manual review when automation is off, whatever the rules say', () => {
    const definition = withRules({
      enabled: false,
      default_action: 'auto_approve',
      country_rules: ofCountries([['KP', 'auto_deny']]),
    });
    expect(decide(definition, from('KP'))).toMatchObject({
      final_decision: 'manual_review',
      rule_hits: [],
      reasons: ['automation_disabled'],
    });
  });

  it.each([
    ['not_available', undefined, 'run_sanction_check_not_available'],
    ['failed', undefined, 'run_sanction_check_failed'],
    ['completed', 'review', 'run_sanction_check_review'],
    ['completed', 'fail', 'run_sanction_check_fail'],
  ])('does not approve by default over a check that is %s with outcome %s', (status, outcome, reason) => {
    const check = {
      check_id: 'chk',
      type: 'run_sanction_check',
      status,
      reasons: [],
      ...(outcome && { outcome }),
    };
    const decision = decide(withRules({ default_action: 'auto_approve' }), aCase({ checks: [check] }));
    expect(decision).toMatchObject({
      action: 'auto_approve',
      final_decision: 'manual_review',
      reasons: [reason],
    });
  });

  it('records every rule that fired with its inputs, and lets the strongest win', () => {
    const definition = withRules({
      default_action: 'auto_approve',
      country_rules: ofCountries([
        ['IR', 'flag'],
        ['KP', 'auto_deny'],
        ['NL', 'manual_review'],
      ]),
    });
    const decision = decide(definition, from('IR', 'KP'));
    expect(decision).toMatchObject({
      status: 'rejected',
      final_decision: 'rejected',
      reasons: ['country_kp'],
    });
    expect(decision.rule_hits).toEqual([
      expect.objectContaining({
        rule: '/validation_config/automation_rules/country_rules/0',
        action: 'flag',
      }),
      expect.objectContaining({
        code: 'country_kp',
        inputs: [{ aspect: 'nationality', code: 'KP', source: 'form:form/nationality' }],
      }),
    ]);
  });

  it('approves a flagged session and says so', () => {
    const decision = decide(withRules({ country_rules: ofCountries([['IR', 'flag']]) }), from('IR'));
    expect(decision).toMatchObject({
      status: 'approved',
      final_decision: 'flagged',
      automation_flags: ['country_ir'],
    });
  });

  it('falls back to the default when only no_action rules fired', () => {
    const definition = withRules({
      default_action: 'auto_approve',
      country_rules: ofCountries([['NL', 'no_action']]),
    });
    const decision = decide(definition, from('NL'));
    expect(decision.final_decision).toBe('approved');
    expect(decision.rule_hits).toHaveLength(1);
  });

  it('applies a country rule only to the aspects it names', () => {
    const rule = { country_code: 'IR', action: 'auto_deny', applies_to: ['residence'] };
    expect(decide(withRules({ country_rules: [rule] }), from('IR')).rule_hits).toEqual([]);
  });

  it('does not take an unanswered question for an answer other than "No"', () => {
    const rule = { field_id: 'pep_status', operator: 'not_equals', value: 'No', action: 'auto_deny' };
    const definition = withRules({ default_action: 'auto_approve', form_field_rules: [rule] });
    expect(decide(definition, aCase()).final_decision).toBe('approved');
    expect(decide(definition, aCase({ form: { form: { pep_status: 'No' } } })).final_decision).toBe(
      'approved',
    );
    const yes = aCase({ form: { form: { pep_status: 'Yes - Current PEP' } } });
    expect(decide(definition, yes).final_decision).toBe('rejected');
  });

  it('reacts to watchlist matches from the score on that a rule names', () => {
    const definition = withRules({
      default_action: 'auto_approve',
      list_match_rules: [{ min_score: 0.9, topics: ['sanction'], action: 'auto_deny' }],
    });
    const match = (score: number) => ({
      entity_id: 'e',
      list: 'l',
      source_id: '1',
      type: 'individual',
      name: 'N',
      score,
      strength: 'strong' as const,
      matched_name: { value: 'N', kind: 'primary' },
      topics: ['sanction'],
      programmes: [],
      evidence: [],
    });
    expect(decide(definition, aCase({ matches: [match(0.89)] })).final_decision).toBe('approved');
    expect(decide(definition, aCase({ matches: [match(0.9)] })).final_decision).toBe('rejected');
  });

  const anyRules = fc.array(fc.tuple(fc.constantFrom(...codes), fc.constantFrom(...actions)), {
    maxLength: 8,
  });
  const anyCountries = fc.array(fc.constantFrom(...codes), { maxLength: 4 });
  const anyDefault = fc.constantFrom(...actions);

  it('always exists and has the same strength in whatever order the rules stand', () => {
    fc.assert(
      fc.property(anyRules, anyCountries, anyDefault, (rules, countries, default_action) => {
        const one = decide(
          withRules({ default_action, country_rules: ofCountries(rules) }),
          from(...countries),
        );
        const other = decide(
          withRules({ default_action, country_rules: ofCountries([...rules].reverse()) }),
          from(...countries),
        );
        expect(['approved', 'rejected', 'manual_review', 'flagged']).toContain(one.final_decision);
        expect(other.final_decision).toBe(one.final_decision);
        expect(other.inputs_hash).toBe(one.inputs_hash);
      }),
      { numRuns: 60 },
    );
  });

  it('is never weaker than a rule that fired', () => {
    fc.assert(
      fc.property(anyRules, anyCountries, (rules, countries) => {
        const { action, rule_hits } = decide(
          withRules({ country_rules: ofCountries(rules) }),
          from(...countries),
        );
        for (const hit of rule_hits.filter((h) => h.action !== 'no_action'))
          expect(actions.indexOf(action)).toBeLessThanOrEqual(actions.indexOf(hit.action));
      }),
      { numRuns: 60 },
    );
  });
});
