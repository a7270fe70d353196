import { describe, expect, it } from '@jest/globals';
import type { SubsessionView } from '#libs/contracts';
import type { WorkflowDefinition } from '../definitions/definition.js';
import type { FieldDefinition } from '../fields/field-definition.js';
import { assembleCase, type CaseSources, type CheckFindings } from './assemble-case.js';
import { aCheck, aDocument, aMatch, today } from './testing/a-case.js';

const field = (field_id: string, type: string, options: object = {}): FieldDefinition => {
  return { field_id, name: field_id, type, required: false, ...options };
};

/** Built by hand, so that it holds field types whatever a parser makes of them. */
const definition = {
  steps: [
    {
      step_id: 'company',
      type: 'form_fill',
      custom_fields: [
        field('seat', 'country', { country_type: 'incorporation' }),
        field('somewhere', 'country'),
        field('office', 'address'),
        field('owners', 'entity_list', {
          item_fields: [field('nation', 'country', { country_type: 'nationality' }), field('pep', 'boolean')],
        }),
        field('contact', 'object', { fields: [field('city', 'text')] }),
      ],
    },
    { step_id: 'ubos', type: 'subsession_collection', subsession_config: { impact_parent_status: true } },
    { step_id: 'others', type: 'subsession_collection', subsession_config: { impact_parent_status: false } },
  ],
} as unknown as WorkflowDefinition;

const assemble = (sources: Partial<CaseSources>): ReturnType<typeof assembleCase> =>
  assembleCase(
    definition,
    { formData: {}, checks: [], documents: [], biometrics: {}, subsessions: [], ...sources },
    today,
  );

const found = (type: string, evidence: object): CheckFindings => ({
  ...aCheck(type),
  evidence: { ...evidence },
});

describe('a case', () => {
  it('holds a null for every field without an answer, also where a whole form is missing', () => {
    expect(assemble({}).answers).toEqual(
      ['seat', 'somewhere', 'office', 'owners', 'contact', 'contact/city'].map((path) =>
        expect.objectContaining({ source: `form:company/${path}`, value: null }),
      ),
    );
  });

  it('survives evidence that is missing or empty', () => {
    const types = ['run_sanction_check', 'run_crypto_check', 'run_adverse_media', 'cross_validate_documents'];
    const facts = assemble({ checks: types.flatMap((type) => [aCheck(type), found(type, {})]) });
    expect(facts).toMatchObject({ matches: [], adverse_media: [], mismatches: [] });
  });

  it('finds the answers in lists and objects, each item with its gaps', () => {
    const formData = {
      company: { owners: [{ nation: 'DE', pep: false }, { nation: 'IR' }], contact: { city: 'Bonn' } },
    };
    const { answers } = assemble({ formData });
    expect(answers.filter(({ field_id }) => ['nation', 'pep', 'city'].includes(field_id))).toEqual([
      { field_id: 'nation', type: 'country', source: 'form:company/owners/0/nation', value: 'DE' },
      { field_id: 'pep', type: 'boolean', source: 'form:company/owners/0/pep', value: false },
      { field_id: 'nation', type: 'country', source: 'form:company/owners/1/nation', value: 'IR' },
      { field_id: 'pep', type: 'boolean', source: 'form:company/owners/1/pep', value: null },
      { field_id: 'city', type: 'text', source: 'form:company/contact/city', value: 'Bonn' },
    ]);
  });

  it('takes countries from fields, addresses, lists and documents, each with what it is', () => {
    const formData = {
      company: {
        seat: 'NL',
        somewhere: 'FR',
        office: { line1: 'x', city: 'y', country: 'BE' },
        owners: [{ nation: 'IR' }],
      },
    };
    const value = (code: string): object => ({ value: code, confidence: 1, source: 'mrz' });
    const fields = { nationality: value('DE'), issuing_country: value('AT'), incorporation_country: 7 };
    expect(assemble({ formData, documents: [aDocument({ fields })] }).countries).toEqual([
      { aspect: 'incorporation', code: 'NL', source: 'form:company/seat' },
      { code: 'FR', source: 'form:company/somewhere' },
      { code: 'BE', source: 'form:company/office/country' },
      { aspect: 'nationality', code: 'IR', source: 'form:company/owners/0/nation' },
      { aspect: 'nationality', code: 'DE', source: 'document:doc_1/nationality' },
      { aspect: 'document_issuer', code: 'AT', source: 'document:doc_1/issuing_country' },
    ]);
  });

  it('takes matches of names with their role, and those of wallets as crypto', () => {
    const { source: _source, ...match } = aMatch();
    const checks = [
      found('run_sanction_check', {
        screenings: [{ subject: { source: 'form:a/b', entity_role: 'ubo' }, matches: [match] }],
      }),
      found('run_crypto_check', { wallets: [{ source: 'form:a/w', matches: [match] }] }),
    ];
    expect(assemble({ checks }).matches).toEqual([
      { ...match, source: 'form:a/b', entity_role: 'ubo' },
      { ...match, source: 'form:a/w', topics: ['sanction', 'crypto'] },
    ]);
  });

  it('takes from a cross-validation what differs, with the documents', () => {
    const comparisons = [
      { field: 'full_name', verdict: 'agrees', sources: ['document:doc_1/full_name'] },
      {
        field: 'date_of_birth',
        verdict: 'differs',
        sources: ['document:doc_1/date_of_birth', 'form:a/dob', 'document:doc_2/date_of_birth'],
      },
    ];
    const { mismatches } = assemble({ checks: [found('cross_validate_documents', { comparisons })] });
    expect(mismatches).toEqual([
      { field: 'date_of_birth', sources: comparisons[1]?.sources, doc_ids: ['doc_1', 'doc_2'] },
    ]);
  });

  it('has the parties of parties, who count through the one that invited them', () => {
    const decision = {
      final_decision: 'manual_review',
      decided_by: 'automation',
      decided_at: '',
      automation_flags: [],
    };
    const inReview = (reasons: string[]) => ({
      status: 'manual_review',
      findings: {
        decision: { ...decision, reasons },
        ...{ checks: [], matches: [], adverse_media: [], impacting_steps: ['leaves'] },
      },
    });
    const common = { session_id: 's', name: 'n', expires_at: '' };
    const leaf = { ...common, subsession_id: 'leaf', step_id: 'leaves', status: 'rejected' };
    const facts = assemble({
      subsessions: [
        {
          ...common,
          subsession_id: 'a',
          step_id: 'ubos',
          ...inReview(['subsession_rejected']),
          subsessions: [leaf],
        },
        { ...common, subsession_id: 'b', step_id: 'ubos', ...inReview(['default_action']) },
      ],
    });
    expect(facts.subsessions).toEqual([
      {
        ...common,
        subsession_id: 'a',
        step_id: 'ubos',
        status: 'manual_review',
        impacts_parent: true,
        has_open_findings: true,
      },
      { ...leaf, impacts_parent: false, parent_subsession_id: 'a' },
      { ...common, subsession_id: 'b', step_id: 'ubos', status: 'manual_review', impacts_parent: true },
    ]);
  });

  it('says which related parties count for the session, and who ran a check', () => {
    const party = (step_id: string): SubsessionView => {
      return {
        subsession_id: step_id,
        session_id: 's',
        step_id,
        name: 'n',
        status: 'active',
        expires_at: '',
      };
    };
    const facts = assemble({
      subsessions: [party('ubos'), party('others')],
      checks: [aCheck('run_face_match', { provider: 'sandbox' })],
    });
    expect(facts.subsessions.map(({ impacts_parent }) => impacts_parent)).toEqual([true, false]);
    expect(facts.checks).toEqual([aCheck('run_face_match', { provider: 'sandbox' })]);
    expect(facts.decided_on).toBe(today);
  });

  it('is plain JSON: it is the same after it was stored', () => {
    const formData = { company: { seat: 'NL', somewhere: 'FR' } };
    const facts = assemble({ formData, checks: [aCheck('run_face_match')], documents: [aDocument()] });
    expect(JSON.parse(JSON.stringify(facts))).toStrictEqual(facts);
  });
});
