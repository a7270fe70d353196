import { allFields } from './all-fields.js';

const forms = 8;

/** ISO 3166-1 alpha-2 codes: a tenant that says something about every country that it may meet. */
const countries =
  `AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL
CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU
ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML
MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG
SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM
ZW`.split(/\s+/);

/** Field ids are unique in a workflow; those that conditions name are of the same form. */
const fieldsOf = (n: number): unknown =>
  JSON.parse(JSON.stringify(allFields), (key, value: unknown) =>
    key === 'field_id' ? `${String(value)}_${n}` : value,
  );

const form = (n: number): object => ({
  step_id: `form_${n}`,
  order: n,
  name: `Form ${n}`,
  type: 'form_fill',
  custom_fields: fieldsOf(n),
});

const numbered = Array.from({ length: forms }, (_, i) => i + 1);

/**
 * The largest that a tenant is likely to write: a group's onboarding of 12 steps, 8 forms of every field type (168 fields
 * and those nested in them), a rule about nearly every country and several about each form.
 */
export const largestDefinition = {
  name: 'Group onboarding',
  description: 'Due diligence of a group of companies',
  entity_types: ['company'],
  tags: ['kyb', 'group'],
  steps: [
    ...numbered.map(form),
    {
      step_id: 'documents',
      order: forms + 1,
      name: 'Documents',
      type: 'document_upload',
      document_requirements: [
        'id',
        'proof_of_address',
        'company_charter',
        'articles_of_incorporation',
        'tax_certificate',
        'shareholder_registry',
        'beneficial_owners',
        'operating_agreement',
        'business_license',
        'bank_letter',
      ].map((document_type) => ({ document_type, auto_extract: true, allow_multiple: true })),
    },
    { step_id: 'selfie', order: forms + 2, name: 'Selfie', type: 'selfie', selfie_config: {} },
    { step_id: 'liveness', order: forms + 3, name: 'Liveness', type: 'liveness', liveness_config: {} },
    {
      step_id: 'checks',
      order: forms + 4,
      name: 'Checks',
      type: 'validation',
      validation_tasks: [
        'cross_validate_documents',
        'run_sanction_check',
        'run_adverse_media',
        'run_face_match',
      ],
    },
  ],
  validation_config: {
    run_lists: true,
    run_adverse_media: true,
    run_crypto_check: true,
    automation_rules: {
      auto_process: true,
      country_rules: countries.map((country_code) => ({
        country_code,
        action: 'manual_review',
        applies_to: ['nationality', 'residence'],
        reason: `Rule of the group about ${country_code}`,
      })),
      list_match_rules: ['sanction', 'pep', 'crypto', 'crime'].map((topic) => ({
        topics: [topic],
        min_score: 0.8,
        action: 'manual_review',
      })),
      form_field_rules: numbered.flatMap((n) => [
        { field_id: `text_${n}`, operator: 'matches', value: '.*(cash|casino).*', action: 'flag' },
        { field_id: `number_${n}`, operator: 'greater_than', value: 10_000, action: 'manual_review' },
        { field_id: `select_${n}`, operator: 'in', value: ['b'], action: 'flag' },
        { field_id: `country_${n}`, operator: 'equals', value: 'KP', action: 'auto_deny' },
        { field_id: `date_${n}`, operator: 'less_than', value: '1940-01-01', action: 'flag' },
      ]),
      document_rules: ['id', 'proof_of_address'].map((document_type) => ({
        document_type,
        condition: 'expired',
        action: 'manual_review',
      })),
      biometric_rules: [{ condition: 'liveness_failed', action: 'auto_deny' }],
    },
  },
};
