import { fatfCountryRules } from './fatf-jurisdictions.js';
import { identityDocument, livenessStep } from './identity-steps.js';
import { declaration, identityFields, pepStatus } from './person-fields.js';
import {
  adverseMediaRules,
  faceRules,
  identityDocumentRules,
  personRules,
  watchlistRules,
} from './risk-rules.js';
import type { TemplateDefinition } from './template.js';

const faceMatchThreshold = 0.85;

/** Verifies one beneficial owner of a company (FATF Recommendations 10 and 24). */
export const uboVerification: TemplateDefinition = {
  name: 'UBO verification',
  description: 'Verification of a beneficial owner, part of the onboarding of a company',
  template_type: 'ubo-verification',
  entity_types: ['individual'],
  tags: ['ubo'],
  ttl_days: 14,
  steps: [
    {
      step_id: 'documents',
      order: 1,
      name: 'Identity document',
      type: 'document_upload',
      instructions: 'Photograph your passport, or both sides of your identity card.',
      document_requirements: [identityDocument('ubo')],
    },
    livenessStep(2, 'standard'),
    {
      step_id: 'personal_info',
      order: 3,
      name: 'Personal information',
      type: 'form_fill',
      custom_fields: [
        ...identityFields('ubo'),
        {
          field_id: 'nature_of_control',
          name: 'How do you own or control the company?',
          type: 'select',
          options: [
            'Shares',
            'Voting rights',
            'Right to appoint the board',
            'Other means of control',
            'Senior management',
          ],
          multiple: true,
          required: true,
        },
        pepStatus,
        {
          ...declaration,
          name: 'I confirm that what I have stated is true and that I hold my share for myself',
        },
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
      document_rules: identityDocumentRules,
      biometric_rules: faceRules(faceMatchThreshold),
      form_field_rules: personRules,
    },
  },
};
