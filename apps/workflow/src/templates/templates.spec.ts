import { describe, expect, it } from '@jest/globals';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { parseDefinition } from '../definitions/parse-definition.js';
import { isAlpha2 } from '../fields/country/iso-country.js';
import type { Case } from '../rules/case.js';
import { decide } from '../rules/decide.js';
import { aCase, aCheck, aDocument, aMatch, today } from '../rules/testing/a-case.js';
import { stepTypeOf } from '../steps/registry.js';
import { fatfCountryRules } from './fatf-jurisdictions.js';
import { templates } from './registry.js';
import type { TemplateDefinition } from './template.js';
import { uboVerification } from './ubo-verification.js';

const definitions: Record<string, TemplateDefinition> = {
  ...Object.fromEntries([...templates].map(([name, { definition }]) => [name, definition])),
  'ubo-verification': uboVerification,
};
const names = Object.keys(definitions);

function parsed(name: string): WorkflowDefinition {
  const result = parseDefinition(definitions[name], today);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.definition;
}

const value = (text: string) => ({ value: text, confidence: 0.99, source: 'mrz' });
const answer = (field_id: string, type: string, given: unknown) => ({
  field_id,
  type,
  source: `form:personal_info/${field_id}`,
  value: given,
});
const allChecks = [
  'cross_validate_documents',
  'run_sanction_check',
  'run_adverse_media',
  'run_crypto_check',
  'run_face_match',
].map((type) => aCheck(type));

const allDocuments = [
  'proof_of_address',
  'articles_of_incorporation',
  'shareholder_registry',
  'beneficial_owners',
  'tax_certificate',
  'bank_ownership',
  'bank_letter',
  'custom',
].map((document_type) =>
  aDocument({ doc_id: `doc_${document_type}`, document_type, document_kind: undefined }),
);

/** Somebody about whom there is nothing to remark. */
const flawless = (overrides: Partial<Case> = {}): Case =>
  aCase({
    answers: [answer('pep_status', 'select', 'No'), answer('declaration', 'boolean', true)],
    countries: [{ aspect: 'residence', code: 'NL', source: 'form:personal_info/residence' }],
    documents: [
      aDocument({ fields: { date_of_expiry: value('2031-01-01'), mrz: { valid: true } } }),
      ...allDocuments,
    ],
    biometrics: {
      liveness: { passed: true, confidence: 99, provider: 'rekognition', attempts: [] },
      face_match: {
        provider: 'local',
        similarity: 0.97,
        threshold: 0.85,
        outcome: 'pass',
        source: 'liveness',
        doc_id: 'doc_1',
      },
    },
    checks: allChecks,
    ...overrides,
  });

describe.each(names)('the template %s', (name) => {
  it('has no mistake and is the same when it is sent back as it was returned', () => {
    const definition = parsed(name);
    expect(definition).toMatchObject(definitions[name] ?? {});
    expect(parseDefinition(definition, today)).toMatchObject({ ok: true, definition });
  });

  it('screens every name of a form', () => {
    const fields = parsed(name).steps.flatMap((step) => stepTypeOf(step.type).brings(step).fields ?? []);
    const nested = fields.flatMap((field) => [field, ...((field['item_fields'] ?? []) as typeof fields)]);
    const of = nested.filter(({ type }) => type === 'name');
    expect(of.length).toBeGreaterThan(0);
    expect(of.filter((field) => field['validate_lists'] !== true)).toEqual([]);
  });

  it('gives a reason for each rule', () => {
    const {
      default_action: _,
      enabled: __,
      auto_process: ___,
      ...lists
    } = parsed(name).validation_config.automation_rules;
    const rules = Object.values(lists).flat() as { reason?: string }[];
    expect(rules.length).toBeGreaterThan(30);
    expect(rules.filter(({ reason }) => !reason)).toEqual([]);
  });

  it.each<[string, Partial<Case>, string]>([
    ['lives in North Korea', { countries: [{ aspect: 'residence', code: 'KP', source: 's' }] }, 'rejected'],
    ['comes from Iran', { countries: [{ aspect: 'nationality', code: 'IR', source: 's' }] }, 'manual_review'],
    [
      'pays tax in a grey-listed country',
      { countries: [{ aspect: 'tax_residence', code: 'MC', source: 's' }] },
      'manual_review',
    ],
    ['may be sanctioned', { matches: [aMatch({ score: 0.6 })] }, 'manual_review'],
    ['may be a PEP', { matches: [aMatch({ topics: ['pep'] })] }, 'manual_review'],
    [
      'has an expired document',
      { documents: [aDocument({ fields: { date_of_expiry: value('2026-11-22') } })] },
      'manual_review',
    ],
    [
      'did not pass liveness',
      { biometrics: { liveness: { passed: false, confidence: 20, provider: 'rekognition', attempts: [] } } },
      'manual_review',
    ],
    [
      'could not be screened',
      { checks: [aCheck('run_sanction_check', { status: 'not_available', outcome: undefined })] },
      'manual_review',
    ],
    [
      'is in the news',
      { adverse_media: [{ subject: { source: 's' }, risk: 70, categories: ['fraud'], headline: 'h' }] },
      'manual_review',
    ],
    [
      'states what documents contradict',
      { mismatches: [{ field: 'full_name', sources: ['document:doc_1/full_name'], doc_ids: ['doc_1'] }] },
      'manual_review',
    ],
  ])('decides on somebody who %s', (_what, overrides, expected) => {
    expect(decide(parsed(name), flawless(overrides)).final_decision).toBe(expected);
  });
});

describe('somebody about whom there is nothing to remark', () => {
  it.each(['basic-kyc', 'ubo-verification'])('is approved by %s', (name) => {
    expect(decide(parsed(name), flawless())).toMatchObject({
      final_decision: 'approved',
      rule_hits: [],
      unavailable_rules: [],
    });
  });

  it.each(['company-kyc', 'merchant-onboarding', 'pep-enhanced'])(
    'is for a person to approve in %s',
    (name) => {
      expect(decide(parsed(name), flawless())).toMatchObject({
        final_decision: 'manual_review',
        reasons: ['default_action'],
        unavailable_rules: [],
      });
    },
  );
});

describe('what only one kind of customer has', () => {
  const reasons = (name: string, overrides: Partial<Case>): string[] =>
    decide(parsed(name), flawless(overrides)).reasons;

  it('leads to a review: a declared PEP, a statement that was not confirmed', () => {
    const exposed = [
      answer('pep_status', 'select', 'Yes - Former PEP'),
      answer('declaration', 'boolean', false),
    ];
    expect(reasons('basic-kyc', { answers: exposed })).toEqual([
      'form_field_declaration',
      'form_field_pep_status',
    ]);
  });

  it('leads to a review: a beneficial owner who was rejected or never came', () => {
    const owner = (status: string) => ({
      subsession_id: 's',
      session_id: 'ses',
      step_id: 'ubos',
      name: 'N',
      status,
      impacts_parent: true,
      created_at: '',
      expires_at: '',
    });
    for (const name of ['company-kyc', 'merchant-onboarding']) {
      expect(reasons(name, { subsessions: [owner('rejected')] })).toContain('subsession_rejected');
      expect(reasons(name, { subsessions: [owner('active')] })).toContain('subsession_pending');
    }
  });

  it('leads to a review: a hidden owner, a new company', () => {
    const answers = [
      answer('ownership_arrangements', 'select', ['Bearer shares']),
      answer('incorporation_date', 'date', '2026-06-01'),
    ];
    expect(reasons('company-kyc', { answers })).toEqual([
      'form_field_incorporation_date',
      'form_field_ownership_arrangements',
    ]);
  });

  it('decides on a merchant’s trade', () => {
    const trade = (...answers: Case['answers']) =>
      decide(parsed('merchant-onboarding'), flawless({ answers }));
    expect(trade(answer('merchant_category', 'text', '7995')).reasons).toEqual([
      'form_field_merchant_category',
    ]);
    expect(trade(answer('prohibited_goods', 'boolean', true)).final_decision).toBe('rejected');
    expect(trade(answer('prohibited_goods', 'boolean', false)).reasons).toEqual(['default_action']);
  });

  it('takes two people to decide on a PEP', () => {
    expect(parsed('pep-enhanced').validation_config.four_eyes).toBe(true);
  });
});

describe('the country rules', () => {
  it('name existing countries, each once, with the date of the list', () => {
    const codes = fatfCountryRules.map(({ country_code }) => country_code);
    expect(codes.filter((code) => !isAlpha2(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(fatfCountryRules.filter(({ reason }) => !reason.includes('2026-06-19'))).toEqual([]);
  });
});
