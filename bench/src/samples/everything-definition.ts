import { allFields } from './all-fields.js';

const beforeParties = [
  {
    step_id: 'form',
    order: 1,
    name: 'Form',
    type: 'form_fill',
    required: true,
    description: 'Internal',
    instructions: 'For the end user',
    custom_fields: allFields,
  },
  {
    step_id: 'documents',
    order: 2,
    name: 'Documents',
    type: 'document_upload',
    document_requirements: [
      {
        document_type: 'id',
        display_name: 'ID',
        required: true,
        auto_extract: true,
        allow_multiple: true,
        enable_auto_classification: true,
        entity_role: 'ubo',
      },
    ],
  },
  {
    step_id: 'selfie',
    order: 3,
    name: 'Selfie',
    type: 'selfie',
    selfie_config: { require_good_lighting: true, require_face_centered: false },
  },
  {
    step_id: 'liveness',
    order: 4,
    name: 'Liveness',
    type: 'liveness',
    liveness_config: { min_confidence: 90, challenge_type: 'FaceMovementChallenge', max_retries: 3 },
  },
];

const partyStep = (workflow_id: string): object => ({
  step_id: 'owners_links',
  order: 5,
  name: 'Owners',
  type: 'subsession_collection',
  subsession_config: {
    workflow_id,
    max_subsessions: 5,
    require_completion_before_proceed: true,
    impact_parent_status: true,
    ttl_days: 7,
  },
});

const checks = {
  step_id: 'checks',
  order: 6,
  name: 'Checks',
  type: 'validation',
  validation_tasks: ['cross_validate_documents', 'run_sanction_check'],
};

const validation_config = {
  run_lists: true,
  watchlist_auto_add: true,
  lists: ['ofac'],
  list_match_threshold: 0.8,
  run_adverse_media: true,
  run_crypto_check: true,
  auto_face_match: true,
  face_match_threshold: 0.85,
  cross_validate_documents: true,
  four_eyes: true,
  automation_rules: {
    enabled: true,
    auto_process: true,
    default_action: 'manual_review',
    country_rules: [{ country_code: 'KP', action: 'auto_deny', applies_to: ['all'], reason: 'Sanctions' }],
    list_match_rules: [
      { lists: ['ofac'], topics: ['pep'], entity_roles: ['ubo'], min_score: 0.8, action: 'flag' },
    ],
    adverse_media_rules: [{ min_risk: 50, categories: ['fraud'], action: 'flag' }],
    document_rules: [
      { document_type: 'id', condition: 'expires_within_days', value: 30, action: 'manual_review' },
    ],
    form_field_rules: [
      { field_id: 'select', operator: 'in', value: ['a', 'b'], action: 'flag', reason: 'Chosen' },
      { field_id: 'number', operator: 'between', value: [1, 2], action: 'flag' },
      { field_id: 'text', operator: 'matches', value: '[a-z]+', action: 'no_action' },
      { field_id: 'date', operator: 'less_than', value: 'today-80y', action: 'flag' },
      { field_id: 'owner', operator: 'contains', value: 'x', action: 'flag' },
    ],
    biometric_rules: [{ condition: 'face_match_below', value: 0.8, action: 'manual_review' }],
    subsession_rules: [{ condition: 'any_rejected', action: 'auto_deny' }],
  },
};

/**
 * A small definition with every step type, field type and list of rules, and every option of each.
 *
 * @param partyWorkflow the id of the workflow that related parties go through
 */
export const everythingDefinition = (partyWorkflow: string): object => ({
  name: 'Everything',
  description: 'Every part of a definition',
  template_type: 'custom',
  entity_types: ['individual', 'company'],
  industry: 'payments',
  tags: ['a', 'b'],
  ttl_days: 14,
  steps: [...beforeParties, partyStep(partyWorkflow), checks],
  validation_config,
});
