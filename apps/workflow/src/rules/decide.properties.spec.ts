import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { actions, strongest, type Action } from './action.js';
import type { Case } from './case.js';
import { decide, type AutomaticDecision } from './decide.js';
import { conditions } from './document/conditions.js';
import { ruleKinds } from './registry.js';
import { aCase, aCheck, aDocument, aMatch, withRules } from './testing/a-case.js';

const numRuns = 300;
const base = withRules({});

const countryCode = fc.constantFrom('DE', 'FR', 'IR', 'KP');
const action = fc.constantFrom(...actions);
const share = fc.constantFrom(0, 0.3, 0.5, 0.9, 1);
const isoDate = fc.constantFrom('2020-01-01', '2026-11-22', '2026-11-23', '2026-12-01', '2040-01-01');
const checkType = fc.constantFrom(
  'run_sanction_check',
  'run_crypto_check',
  'run_adverse_media',
  'run_face_match',
  'cross_validate_documents',
);

/** Rules as they are stored: any of them, whether or not a definition would be refused for it. */
const ruleArbitraries: Record<string, fc.Arbitrary<object>> = {
  country_rules: fc.record({
    country_code: countryCode,
    action,
    applies_to: fc.constantFrom(['all'], ['nationality'], ['residence', 'document_issuer']),
  }),
  list_match_rules: fc.record(
    { action, lists: fc.constant(['un']), topics: fc.constantFrom(['crypto'], ['pep']), min_score: share },
    { requiredKeys: ['action'] },
  ),
  adverse_media_rules: fc.record(
    { action, min_risk: fc.integer({ min: 0, max: 100 }), categories: fc.constant(['fraud']) },
    { requiredKeys: ['action'] },
  ),
  document_rules: fc.record(
    {
      action,
      condition: fc.constantFrom(...conditions),
      document_type: fc.constantFrom('id', 'passport', 'proof_of_address'),
      value: fc.integer({ min: 0, max: 30 }),
    },
    { requiredKeys: ['action', 'condition'] },
  ),
  form_field_rules: fc.oneof(
    fc.record({
      action,
      field_id: fc.constantFrom('x', 'y'),
      operator: fc.constantFrom('equals', 'not_in', 'contains', 'greater_than', 'between', 'is_empty'),
      value: fc.oneof(fc.jsonValue(), fc.constantFrom('today-18y', 5, ['a'], [1, 5])),
    }),
    fc.record({
      action,
      field_id: fc.constant('x'),
      operator: fc.constant('matches'),
      value: fc.constantFrom('a+', '(a|b)*'),
    }),
  ),
  biometric_rules: fc.record({
    action,
    condition: fc.constantFrom('face_match_below', 'liveness_failed', 'duplicate_face'),
    value: share,
  }),
  subsession_rules: fc.record({
    action,
    condition: fc.constantFrom('any_rejected', 'any_manual_review', 'any_pending'),
  }),
};

const anyDefinition: fc.Arbitrary<WorkflowDefinition> = fc
  .record({
    enabled: fc.boolean(),
    default_action: action,
    ...Object.fromEntries(
      Object.entries(ruleArbitraries).map(([list, rule]) => [list, fc.array(rule, { maxLength: 3 })]),
    ),
  })
  .map(withStoredRules);

function withStoredRules(automation_rules: object): WorkflowDefinition {
  const rules = { ...base.validation_config.automation_rules, ...automation_rules };
  return { ...base, validation_config: { ...base.validation_config, automation_rules: rules } };
}

const few = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { maxLength: 3 });

const anyDocument = fc
  .record(
    {
      doc_id: fc.constantFrom('doc_1', 'doc_2'),
      document_type: fc.constantFrom('id', 'passport', 'proof_of_address'),
      document_kind: fc.constantFrom('passport', 'utility_bill', 'unknown'),
      side: fc.constantFrom('front' as const, 'back' as const),
      status: fc.constantFrom('uploaded', 'processing', 'extracted', 'extraction_failed'),
      fields: fc.record(
        { date_of_expiry: fc.record({ value: isoDate, confidence: share }), mrz: fc.jsonValue() },
        { requiredKeys: [] },
      ),
      warnings: few(
        fc.record({
          code: fc.constantFrom('mrz_not_found', 'no_expiry_date', 'visual_zone_mismatch', 'sandbox'),
          detail: fc.constant(''),
        }),
      ),
    },
    { requiredKeys: [] },
  )
  .map((overrides) => aDocument(overrides));

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    answers: few(
      fc.record({
        field_id: fc.constantFrom('x', 'y'),
        type: fc.constantFrom('text', 'date', 'number', 'volume', 'select', 'entity_list'),
        source: fc.constantFrom('form:form/x', 'form:form/owners/0/x'),
        value: fc.oneof(fc.jsonValue(), fc.constantFrom('aa', '2008-11-24', 7, ['a'], { amount: 7 }, null)),
      }),
    ),
    countries: few(
      fc.record(
        {
          aspect: fc.constantFrom('nationality' as const, 'residence' as const),
          code: countryCode,
          source: fc.constant('form:form/c'),
        },
        { requiredKeys: ['code', 'source'] },
      ),
    ),
    matches: few(
      fc
        .record({
          score: share,
          topics: few(fc.constantFrom('pep', 'crypto')),
          list: fc.constantFrom('un', 'eu'),
        })
        .map((overrides) => aMatch(overrides)),
    ),
    adverse_media: few(
      fc.record({
        subject: fc.constant({ source: 'form:form/n' }),
        risk: fc.integer({ min: 0, max: 100 }),
        categories: few(fc.constantFrom('fraud', 'tax')),
        headline: fc.constant(''),
      }),
    ),
    mismatches: few(
      fc.record({
        field: fc.constant('x'),
        sources: few(fc.constant('form:form/x')),
        doc_ids: few(fc.constant('doc_1')),
      }),
    ),
    documents: few(anyDocument),
    biometrics: fc.record(
      {
        liveness: fc.record({
          passed: fc.boolean(),
          confidence: fc.constant(null),
          provider: fc.constantFrom('sandbox', 'rekognition'),
          attempts: fc.constant<never[]>([]),
        }),
        duplicate_faces: few(fc.record({ session_id: fc.constant('s'), similarity: share })),
        face_match: fc.record({
          provider: fc.constantFrom('sandbox', 'local'),
          similarity: share,
          threshold: share,
          outcome: fc.constantFrom('pass' as const, 'fail' as const),
          source: fc.constant('selfie' as const),
          doc_id: fc.constant('doc_1'),
        }),
      },
      { requiredKeys: [] },
    ),
    subsessions: few(
      fc.record({
        subsession_id: fc.constantFrom('sub_1', 'sub_2'),
        session_id: fc.constant('s'),
        step_id: fc.constant('ubos'),
        name: fc.constant(''),
        status: fc.constantFrom('active', 'approved', 'rejected', 'manual_review'),
        expires_at: fc.constant(''),
        impacts_parent: fc.boolean(),
      }),
    ),
    checks: few(
      fc
        .tuple(
          checkType,
          fc.constantFrom('completed', 'failed', 'not_available', 'running'),
          fc.constantFrom('pass', 'review', 'fail', undefined),
        )
        .map(([type, status, outcome]) => aCheck(type, { status, outcome })),
    ),
  })
  .map(aCase);

/** The case with each of its lists in another order. */
function permuted(facts: Case, seed: number): Case {
  const entries = Object.entries(facts).map(([key, part]: [string, unknown]) => [
    key,
    Array.isArray(part) ? reordered(part as unknown[], seed) : part,
  ]);
  return Object.fromEntries(reordered(entries, seed) as [string, unknown][]) as unknown as Case;
}

function reordered<T>(items: readonly T[], seed: number): T[] {
  const turned = [...items.slice(seed % (items.length || 1)), ...items.slice(0, seed % (items.length || 1))];
  return seed % 2 === 0 ? turned : turned.reverse();
}

/** A decision without the places of its rules and the order of what they saw. */
function essence(decision: AutomaticDecision, facts: Case, definition: WorkflowDefinition): unknown {
  const rules = definition.validation_config.automation_rules;
  const ruleAt = (pointer: string): unknown => {
    const [list = '', index = ''] = pointer.split('/').slice(-2);
    return (rules[list] as unknown[])[Number(index)];
  };
  const texts = (items: readonly object[]): string[] => items.map((one) => JSON.stringify(one)).sort();
  return {
    ...decision,
    rule_hits: texts(
      decision.rule_hits.map(({ rule, inputs, ...hit }) => ({
        ...hit,
        rule: ruleAt(rule),
        inputs: texts(inputs),
      })),
    ),
    unavailable_rules: texts(
      decision.unavailable_rules.map(({ rule, ...hit }) => ({ ...hit, rule: ruleAt(rule) })),
    ),
    facts: facts.decided_on,
  };
}

describe('any decision', () => {
  it('exists, and is one of four', () => {
    fc.assert(
      fc.property(anyDefinition, anyCase, (definition, facts) => {
        const { final_decision, status, action: asked } = decide(definition, facts);
        expect(['approved', 'rejected', 'manual_review', 'flagged']).toContain(final_decision);
        expect(status).toBe(final_decision === 'flagged' ? 'approved' : final_decision);
        expect(actions).toContain(asked);
      }),
      { numRuns },
    );
  });

  it('is that of the strongest rule that fired, or of the default', () => {
    fc.assert(
      fc.property(anyDefinition, anyCase, (definition, facts) => {
        const { enabled, default_action } = definition.validation_config.automation_rules;
        fc.pre(enabled);
        const { rule_hits, action: asked } = decide(definition, facts);
        const fired = rule_hits.map((hit) => hit.action).filter((one: Action) => one !== 'no_action');
        expect(asked).toBe(strongest(fired) ?? default_action);
      }),
      { numRuns },
    );
  });

  it('does not depend on the order of rules, facts and keys', () => {
    fc.assert(
      fc.property(anyDefinition, anyCase, fc.nat(), (definition, facts, seed) => {
        const { automation_rules } = definition.validation_config;
        const shuffled = Object.fromEntries(
          ruleKinds.map(({ list }) => [list, reordered(automation_rules[list] as unknown[], seed)]),
        );
        const otherDefinition = withStoredRules({ ...automation_rules, ...shuffled });
        const otherFacts = permuted(facts, seed);
        const one = decide(definition, facts);
        const other = decide(otherDefinition, otherFacts);
        expect(essence(other, otherFacts, otherDefinition)).toEqual(essence(one, facts, definition));
      }),
      { numRuns },
    );
  });

  it('never approves once a rule that fires denies', () => {
    fc.assert(
      fc.property(anyDefinition, anyCase, (definition, facts) => {
        const { automation_rules } = definition.validation_config;
        fc.pre(automation_rules.enabled && facts.countries.length > 0);
        const denying = {
          country_code: facts.countries[0]?.code,
          action: 'auto_deny',
          applies_to: ['all'],
        };
        const country_rules = [...(automation_rules['country_rules'] as object[]), denying];
        const decision = decide(withStoredRules({ ...automation_rules, country_rules }), facts);
        expect(decision.final_decision).toBe('rejected');
      }),
      { numRuns },
    );
  });

  it('approves by itself only when every check passed and every rule could be judged', () => {
    fc.assert(
      fc.property(anyDefinition, anyCase, (definition, facts) => {
        const { final_decision, unavailable_rules } = decide(definition, facts);
        if (final_decision !== 'approved') return;
        expect(unavailable_rules).toEqual([]);
        expect(
          facts.checks.every(({ status, outcome }) => status === 'completed' && outcome === 'pass'),
        ).toBe(true);
        expect(facts.biometrics.liveness?.passed).not.toBe(false);
      }),
      { numRuns },
    );
  });

  it('comes out again from its stored case, and leaves definition and case alone', () => {
    fc.assert(
      fc.property(anyDefinition, anyCase, (definition, facts) => {
        const before = JSON.stringify([definition, facts]);
        const record = decide(definition, facts);
        expect(JSON.stringify([definition, facts])).toBe(before);
        const stored = JSON.parse(JSON.stringify({ facts, record })) as { facts: Case; record: object };
        expect(JSON.parse(JSON.stringify(decide(definition, stored.facts)))).toEqual(stored.record);
      }),
      { numRuns },
    );
  });

  it('has another hash when an input differs', () => {
    fc.assert(
      fc.property(anyDefinition, anyCase, (definition, facts) => {
        const other = { ...facts, countries: [...facts.countries, { code: 'NL', source: 'form:form/d' }] };
        expect(decide(definition, other).inputs_hash).not.toBe(decide(definition, facts).inputs_hash);
      }),
      { numRuns: 50 },
    );
  });
});
