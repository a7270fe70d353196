import { fatfCountryRules } from './fatf-jurisdictions.js';
import { identityDocument, livenessStep, proofOfAddress } from './identity-steps.js';
import {
  contactFields,
  declaration,
  homeAddress,
  identityFields,
  pepStatus,
  sourceOfFunds,
} from './person-fields.js';
import {
  adverseMediaRules,
  faceRules,
  identityDocumentRules,
  personRules,
  watchlistRules,
} from './risk-rules.js';
import type { TemplateDefinition } from './template.js';

const faceMatchThreshold = 0.9;
const whenExposed = {
  show_if: { all: [{ field_id: 'pep_status', operator: 'not_equals', value: 'No' }] },
};

/**
 * Enhanced due diligence on a politically exposed or otherwise high-risk person: source of funds and of wealth are
 * established and senior management approves (FATF Recommendations 10, 12 and 19; Directive (EU) 2015/849 articles 18 to
 * 23). Nobody is approved by a machine, and every decision takes two people.
 */
export const pepEnhanced: TemplateDefinition = {
  name: 'PEP enhanced due diligence',
  description: 'Enhanced due diligence of a politically exposed or high-risk individual',
  template_type: 'pep-enhanced',
  entity_types: ['individual'],
  tags: ['edd', 'pep'],
  ttl_days: 14,
  steps: [
    {
      step_id: 'documents',
      order: 1,
      name: 'Identity documents',
      type: 'document_upload',
      instructions:
        'Photograph your passport, or both sides of your identity card, and a proof of your address.',
      document_requirements: [identityDocument('individual'), proofOfAddress],
    },
    livenessStep(2, 'high'),
    {
      step_id: 'personal_info',
      order: 3,
      name: 'Personal information',
      type: 'form_fill',
      instructions: 'Please give your details as they stand in your documents.',
      custom_fields: [
        ...identityFields('individual'),
        homeAddress,
        ...contactFields,
        { field_id: 'occupation', name: 'Occupation', type: 'text', max_length: 100, required: true },
      ],
    },
    {
      step_id: 'exposure',
      order: 4,
      name: 'Public functions',
      type: 'form_fill',
      description: 'Who is exposed, through which function, and since when (FATF R.12)',
      custom_fields: [
        pepStatus,
        {
          field_id: 'pep_function',
          name: 'Public function, and whose if not yours',
          type: 'text',
          min_length: 3,
          max_length: 300,
          required: true,
          conditional_logic: whenExposed,
        },
        {
          field_id: 'pep_country',
          name: 'Country of the public function',
          type: 'country',
          required: true,
          conditional_logic: whenExposed,
        },
        {
          field_id: 'pep_since',
          name: 'Since',
          type: 'date',
          max_date: 'today',
          required: true,
          conditional_logic: whenExposed,
        },
        {
          field_id: 'pep_until',
          name: 'Until, if it has ended',
          type: 'date',
          conditional_logic: whenExposed,
        },
      ],
    },
    {
      step_id: 'wealth',
      order: 5,
      name: 'Source of funds and wealth',
      type: 'form_fill',
      description: 'Established for every PEP and every high-risk relationship (FATF R.12)',
      custom_fields: [
        sourceOfFunds,
        {
          field_id: 'source_of_wealth',
          name: 'How did you come to what you own?',
          type: 'text',
          min_length: 20,
          max_length: 2000,
          required: true,
        },
        {
          field_id: 'net_worth',
          name: 'Estimated net worth (EUR)',
          type: 'number',
          min_value: 0,
          required: true,
        },
        {
          field_id: 'expected_volume',
          name: 'Expected payments',
          type: 'volume',
          currency: 'EUR',
          period: 'year',
          required: true,
        },
        {
          field_id: 'purpose',
          name: 'What will you use the account for?',
          type: 'text',
          min_length: 10,
          max_length: 1000,
          required: true,
        },
        declaration,
      ],
    },
    {
      step_id: 'evidence',
      order: 6,
      name: 'Evidence of wealth',
      type: 'document_upload',
      instructions:
        'Upload what shows the source of your funds and wealth: payslips, tax returns, contracts, deeds.',
      document_requirements: [
        {
          document_type: 'bank_letter',
          display_name: 'Letter of your bank',
          required: true,
          auto_extract: true,
        },
        {
          document_type: 'custom',
          display_name: 'Evidence of source of wealth',
          required: true,
          allow_multiple: true,
        },
      ],
    },
    {
      step_id: 'validation',
      order: 7,
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
    auto_face_match: true,
    face_match_threshold: faceMatchThreshold,
    cross_validate_documents: true,
    four_eyes: true,
    automation_rules: {
      enabled: true,
      auto_process: true,
      default_action: 'manual_review',
      country_rules: fatfCountryRules,
      list_match_rules: watchlistRules,
      adverse_media_rules: [
        { action: 'manual_review', reason: 'Any adverse media counts in enhanced due diligence' },
        ...adverseMediaRules,
      ],
      document_rules: [
        ...identityDocumentRules,
        {
          document_type: 'proof_of_address',
          condition: 'missing',
          action: 'manual_review',
          reason: 'No proof of address',
        },
        {
          document_type: 'bank_letter',
          condition: 'missing',
          action: 'manual_review',
          reason: 'No letter of a bank',
        },
        {
          document_type: 'custom',
          condition: 'missing',
          action: 'manual_review',
          reason: 'No evidence of source of wealth',
        },
      ],
      biometric_rules: faceRules(faceMatchThreshold),
      form_field_rules: personRules,
    },
  },
};
