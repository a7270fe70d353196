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
  reviewWhen,
  watchlistRules,
} from './risk-rules.js';
import type { TemplateDefinition } from './template.js';

const faceMatchThreshold = 0.85;

/**
 * Standard due diligence on a natural person (FATF Recommendation 10): identify, verify from documents and face,
 * understand the purpose, screen. Approves by itself only when nothing at all is open.
 */
export const basicKyc: TemplateDefinition = {
  name: 'Basic KYC',
  description: 'Standard customer due diligence of an individual',
  template_type: 'basic-kyc',
  entity_types: ['individual'],
  tags: ['cdd'],
  ttl_days: 7,
  steps: [
    {
      step_id: 'documents',
      order: 1,
      name: 'Identity documents',
      type: 'document_upload',
      description: 'Verification from reliable, independent documents (FATF R.10)',
      instructions:
        'Photograph your passport, or both sides of your identity card, and a proof of your address.',
      document_requirements: [identityDocument('individual'), proofOfAddress],
    },
    livenessStep(2, 'standard'),
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
        {
          field_id: 'purpose',
          name: 'What will you use the account for?',
          type: 'select',
          options: ['Everyday payments', 'Saving', 'Investing', 'Business', 'Sending money abroad', 'Other'],
          required: true,
        },
        sourceOfFunds,
        pepStatus,
        declaration,
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
      default_action: 'auto_approve',
      country_rules: fatfCountryRules,
      list_match_rules: watchlistRules,
      adverse_media_rules: adverseMediaRules,
      document_rules: [
        ...identityDocumentRules,
        {
          document_type: 'proof_of_address',
          condition: 'missing',
          action: 'manual_review',
          reason: 'No proof of address',
        },
      ],
      biometric_rules: faceRules(faceMatchThreshold),
      form_field_rules: [
        ...personRules,
        reviewWhen(
          'source_of_funds',
          'in',
          ['Crypto-assets', 'Other'],
          'Ask for evidence of the source of funds',
        ),
      ],
    },
  },
};
