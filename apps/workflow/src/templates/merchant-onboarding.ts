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
 * Merchant categories (ISO 18245) that card schemes treat as high risk, as in the Visa Integrity Risk Program: money
 * transfer, pharmacies, travel and tele-marketing, adult content, tobacco, quasi cash and crypto-assets, securities,
 * dating, gambling.
 */
const highRiskCategories = [
  '4829',
  '5122',
  '5912',
  '5962',
  '5966',
  '5967',
  '5993',
  '6051',
  '6211',
  '7273',
  '7995',
];

const businessFields = [
  {
    field_id: 'shop_domain',
    name: 'Domain of the shop',
    type: 'domain',
    allow_subdomain: true,
    required: true,
  },
  {
    field_id: 'goods',
    name: 'What do you sell?',
    type: 'text',
    min_length: 10,
    max_length: 1000,
    required: true,
  },
  {
    field_id: 'merchant_category',
    name: 'Merchant category code',
    type: 'text',
    pattern: '[0-9]{4}',
    required: true,
    help_text: 'Four digits (ISO 18245)',
  },
  {
    field_id: 'expected_volume',
    name: 'Expected card payments',
    type: 'volume',
    currency: 'EUR',
    period: 'month',
    required: true,
  },
  { field_id: 'average_ticket', name: 'Average payment (EUR)', type: 'number', min_value: 0, required: true },
  {
    field_id: 'delivery_days',
    name: 'Days between payment and delivery',
    type: 'number',
    integer: true,
    min_value: 0,
    max_value: 730,
    required: true,
  },
  {
    field_id: 'prohibited_goods',
    name: 'Do you sell weapons, illegal drugs, counterfeit goods or content that exploits people?',
    type: 'boolean',
    required: true,
  },
  {
    field_id: 'settlement_wallet',
    name: 'Wallet for settlement in crypto-assets, if wanted',
    type: 'wallet',
    validate_crypto: true,
  },
];

/**
 * Onboarding of a merchant who will accept payments: due diligence of the company (FATF Recommendations 10, 22 and 24)
 * and of its business, and proof that the settlement account is its own.
 */
export const merchantOnboarding: TemplateDefinition = {
  name: 'Merchant onboarding',
  description: 'Due diligence of a merchant, its business and its beneficial owners',
  template_type: 'merchant-onboarding',
  entity_types: ['company'],
  industry: 'payments',
  tags: ['kyb', 'merchant'],
  ttl_days: 30,
  steps: [
    {
      step_id: 'company_info',
      order: 1,
      name: 'Company information',
      type: 'form_fill',
      custom_fields: companyFields,
    },
    {
      step_id: 'business',
      order: 2,
      name: 'Your business',
      type: 'form_fill',
      custom_fields: businessFields,
    },
    {
      step_id: 'company_docs',
      order: 3,
      name: 'Company documents',
      type: 'document_upload',
      document_requirements: [
        ...companyDocuments,
        {
          document_type: 'bank_ownership',
          display_name: 'Proof that the settlement account is yours',
          required: true,
          auto_extract: true,
        },
        {
          document_type: 'business_license',
          display_name: 'Licence, where your trade needs one',
          required: false,
          auto_extract: true,
        },
      ],
    },
    {
      step_id: 'ownership',
      order: 4,
      name: 'Directors and owners',
      type: 'form_fill',
      custom_fields: ownershipFields,
    },
    ...representativeSteps(5),
    livenessStep(7, 'standard', 'Representative verification'),
    beneficialOwnersStep(8),
    {
      step_id: 'validation',
      order: 9,
      name: 'Final validation',
      type: 'validation',
      validation_tasks: [
        'cross_validate_documents',
        'run_sanction_check',
        'run_adverse_media',
        'run_crypto_check',
        'run_face_match',
      ],
    },
  ],
  validation_config: {
    run_lists: true,
    run_adverse_media: true,
    run_crypto_check: true,
    auto_face_match: true,
    face_match_threshold: faceMatchThreshold,
    cross_validate_documents: true,
    automation_rules: {
      enabled: true,
      auto_process: true,
      default_action: 'manual_review',
      country_rules: fatfCountryRules,
      list_match_rules: [
        ...watchlistRules,
        { topics: ['crypto'], action: 'manual_review', reason: 'The wallet stands on a list' },
      ],
      adverse_media_rules: adverseMediaRules,
      document_rules: [
        ...companyDocumentRules,
        {
          document_type: 'bank_ownership',
          condition: 'missing',
          action: 'manual_review',
          reason: 'The settlement account is not proved',
        },
      ],
      biometric_rules: faceRules(faceMatchThreshold),
      subsession_rules: partyRules,
      form_field_rules: [
        {
          field_id: 'prohibited_goods',
          operator: 'equals',
          value: true,
          action: 'auto_deny',
          reason: 'Sells what may not be sold',
        },
        ...companyRules,
        reviewWhen(
          'merchant_category',
          'in',
          highRiskCategories,
          'A category that card schemes treat as high risk',
        ),
        reviewWhen('delivery_days', 'greater_than', 30, 'Long delivery: exposure to refunds'),
        reviewWhen('settlement_wallet', 'is_not_empty', undefined, 'Settlement in crypto-assets'),
      ],
    },
  },
};
