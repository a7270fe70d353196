import { describe, expect, it } from '@jest/globals';
import type { Action } from './action.js';
import type { Case } from './case.js';
import { decide } from './decide.js';
import { aCase, aCheck, aDocument, aMatch, pepStatus, withRules } from './testing/a-case.js';

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
    const check = aCheck('run_sanction_check', { status, outcome });
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
    expect(decide(definition, pepStatus(null)).final_decision).toBe('approved');
    expect(decide(definition, pepStatus('No')).final_decision).toBe('approved');
    expect(decide(definition, pepStatus('Yes - Current PEP')).final_decision).toBe('rejected');
  });

  it('reacts to watchlist matches from the score on that a rule names', () => {
    const definition = withRules({
      default_action: 'auto_approve',
      list_match_rules: [{ min_score: 0.9, topics: ['sanction'], action: 'auto_deny' }],
    });
    const scored = (score: number): Case =>
      aCase({ matches: [aMatch({ score })], checks: [aCheck('run_sanction_check')] });
    expect(decide(definition, scored(0.89)).final_decision).toBe('approved');
    expect(decide(definition, scored(0.9)).final_decision).toBe('rejected');
  });
});

describe('a gap', () => {
  const approving = withRules({ default_action: 'auto_approve' });
  const liveness = { passed: false, confidence: 1, provider: 'rekognition', attempts: [] };
  const party = (status: string, impacts_parent: boolean, has_open_findings?: true): Case =>
    aCase({
      subsessions: [
        {
          subsession_id: 'sub',
          session_id: 's',
          step_id: 'u',
          name: 'n',
          status,
          expires_at: '',
          impacts_parent,
          ...(has_open_findings && { has_open_findings }),
        },
      ],
    });

  it('of a failed liveness check stands in the way of an automatic approval', () => {
    expect(decide(approving, aCase({ biometrics: { liveness } }))).toMatchObject({
      action: 'auto_approve',
      final_decision: 'manual_review',
      reasons: ['liveness_failed'],
    });
    const passed = { ...liveness, passed: true };
    expect(decide(approving, aCase({ biometrics: { liveness: passed } })).final_decision).toBe('approved');
  });

  it('of a rejected party does so only when the party counts for the session', () => {
    expect(decide(approving, party('rejected', true))).toMatchObject({
      final_decision: 'manual_review',
      reasons: ['subsession_rejected'],
    });
    expect(decide(approving, party('rejected', false)).final_decision).toBe('approved');
    expect(decide(approving, party('active', true)).final_decision).toBe('approved');
  });

  it('of a party in review does so only when something was found and the party counts', () => {
    expect(decide(approving, party('manual_review', true, true))).toMatchObject({
      final_decision: 'manual_review',
      reasons: ['subsession_manual_review'],
    });
    expect(decide(approving, party('manual_review', true)).final_decision).toBe('approved');
    expect(decide(approving, party('manual_review', false, true)).final_decision).toBe('approved');
  });

  it('is passed over by a rule that flags, which names it, and by no default', () => {
    const facts = aCase({ ...from('IR'), checks: [aCheck('run_sanction_check', { outcome: 'fail' })] });
    const country_rules = ofCountries([['IR', 'flag']]);
    expect(decide(withRules({ country_rules }), facts)).toMatchObject({
      final_decision: 'flagged',
      automation_flags: ['country_ir'],
      reasons: ['country_ir', 'run_sanction_check_fail'],
    });
    expect(decide(withRules({ default_action: 'flag' }), facts)).toMatchObject({
      action: 'flag',
      final_decision: 'manual_review',
      reasons: ['run_sanction_check_fail'],
    });
  });

  it('is not filled by a check that says it passed without having ended', () => {
    const checks = [aCheck('run_face_match', { status: 'not_available' })];
    expect(decide(approving, aCase({ checks })).reasons).toEqual(['run_face_match_not_available']);
  });

  it('is told beside the rules that asked for a review, each code once', () => {
    const definition = withRules({
      biometric_rules: [{ condition: 'liveness_failed', action: 'manual_review' }],
    });
    const checks = [aCheck('run_face_match', { outcome: 'fail' })];
    expect(decide(definition, aCase({ biometrics: { liveness }, checks })).reasons).toEqual([
      'liveness_failed',
      'run_face_match_fail',
    ]);
  });
});

describe('a rule that cannot be judged', () => {
  const unjudged = { biometric_rules: [{ condition: 'duplicate_face', action: 'auto_deny' }] };

  it('is recorded and turns an automatic approval into a review', () => {
    expect(decide(withRules({ default_action: 'auto_approve', ...unjudged }), aCase())).toMatchObject({
      action: 'auto_approve',
      final_decision: 'manual_review',
      reasons: ['duplicate_face_not_available'],
      rule_hits: [],
      unavailable_rules: [
        {
          rule: '/validation_config/automation_rules/biometric_rules/0',
          list: 'biometric_rules',
          code: 'duplicate_face_not_available',
        },
      ],
    });
  });

  it('changes nothing about a denial or an explicit flag', () => {
    const country_rules = ofCountries([['KP', 'auto_deny']]);
    expect(decide(withRules({ ...unjudged, country_rules }), from('KP'))).toMatchObject({
      final_decision: 'rejected',
      reasons: ['country_kp'],
    });
    const flagging = withRules({ ...unjudged, country_rules: ofCountries([['IR', 'flag']]) });
    expect(decide(flagging, from('IR')).final_decision).toBe('flagged');
  });
});

describe('a result of the sandbox', () => {
  const approving = withRules({ default_action: 'auto_approve' });
  const provider = 'sandbox';
  const liveness = { passed: true, confidence: null, provider, attempts: [] };
  const match = { similarity: 1, threshold: 0.85, outcome: 'pass', source: 'selfie', doc_id: 'd' } as const;

  it.each<[string, Case]>([
    ['a check', aCase({ checks: [aCheck('run_sanction_check', { provider })] })],
    ['liveness', aCase({ biometrics: { liveness } })],
    ['a face match', aCase({ biometrics: { face_match: { ...match, provider } } })],
    ['a document', aCase({ documents: [aDocument({ warnings: [{ code: 'sandbox', detail: '' }] })] })],
  ])('in %s is told, whatever the decision', (_where, facts) => {
    expect(decide(approving, facts)).toMatchObject({
      final_decision: 'approved',
      reasons: ['default_action', 'sandbox_result'],
    });
    expect(decide(withRules({ enabled: false }), facts).reasons).toEqual([
      'automation_disabled',
      'sandbox_result',
    ]);
  });
});

describe('a stored decision', () => {
  it('comes out again from the stored case', () => {
    const definition = withRules({
      country_rules: ofCountries([['IR', 'flag']]),
      list_match_rules: [{ action: 'manual_review' }],
      document_rules: [{ condition: 'expired', action: 'auto_deny' }],
    });
    const facts = { ...from('IR'), documents: [aDocument()] };
    const stored = JSON.parse(JSON.stringify({ facts, record: decide(definition, facts) })) as {
      facts: Case;
      record: object;
    };
    expect(decide(definition, stored.facts)).toStrictEqual(stored.record);
  });
});
