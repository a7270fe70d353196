import { companyDocumentRules, companyRules } from './company-rules.js';
import {
  beneficialOwnersStep,
  companyDocuments,
  companyFields,
  ownershipFields,
  representativeSteps,
} from './company-steps.js';
import { fatfCountryRules } from './fatf-jurisdictions.js';
import { livenessStep } from './identity-steps.js';
import { adverseMediaRules, faceRules, partyRules, reviewWhen, watchlistRules } from './risk-rules.js';
import type { TemplateDefinition } from './template.js';

const faceMatchThreshold = 0.85;

/**
 * Due diligence on a company, its representative and its beneficial owners (FATF Recommendations 10, 22, 24 and 25).
 * Who controls a company is for a person to conclude, so nothing is approved by default.
 */
export const companyKyc: TemplateDefinition = {
  name: 'Company KYC',
  description: 'Due diligence of a company, its representative and its beneficial owners',
  template_type: 'company-kyc',
  entity_types: ['company'],
  tags: ['kyb'],
  ttl_days: 30,
  steps: [
    {
      step_id: 'company_info',
      order: 1,
      name: 'Company information',
      type: 'form_fill',
      custom_fields: [
        ...companyFields,
        { field_id: 'website', name: 'Website', type: 'url' },
        {
          field_id: 'business',
          name: 'What does the company do?',
          type: 'text',
          min_length: 10,
          max_length: 1000,
          required: true,
        },
        {
          field_id: 'is_regulated',
          name: 'Is the company supervised by a financial authority?',
          type: 'boolean',
          required: true,
        },
        {
          field_id: 'expected_volume',
          name: 'Expected payments',
          type: 'volume',
          currency: 'EUR',
          period: 'month',
          required: true,
        },
      ],
    },
    {
      step_id: 'company_docs',
      order: 2,
      name: 'Company documents',
      type: 'document_upload',
      instructions: 'Upload documents or extracts not older than three months.',
      document_requirements: companyDocuments,
    },
    {
      step_id: 'ownership',
      order: 3,
      name: 'Directors and owners',
      type: 'form_fill',
      custom_fields: ownershipFields,
    },
    ...representativeSteps(4),
    livenessStep(6, 'standard', 'Representative verification'),
    beneficialOwnersStep(7),
    {
      step_id: 'validation',
      order: 8,
      name: 'Final validation',
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
    automation_rules: {
      enabled: true,
      auto_process: true,
      default_action: 'manual_review',
      country_rules: fatfCountryRules,
      list_match_rules: watchlistRules,
      adverse_media_rules: adverseMediaRules,
      document_rules: companyDocumentRules,
      biometric_rules: faceRules(faceMatchThreshold),
      subsession_rules: partyRules,
      form_field_rules: [
        ...companyRules,
        reviewWhen(
          'is_regulated',
          'equals',
          true,
          'A financial institution: check its licence and its own controls (FATF R.13)',
        ),
      ],
    },
  },
};
