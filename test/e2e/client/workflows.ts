/** Definitions of workflows for the suites, written as an integrator writes them. */

type Part = Record<string, unknown>;

export const personalInfo: Part = {
  step_id: 'personal_info',
  name: 'Personal information',
  type: 'form_fill',
  custom_fields: [
    { field_id: 'full_name', name: 'Full name', type: 'name', validate_lists: true, required: true },
    { field_id: 'date_of_birth', name: 'Date of birth', type: 'date', max_date: 'today-18y', required: true },
    {
      field_id: 'nationality',
      name: 'Nationality',
      type: 'country',
      country_type: 'nationality',
      required: true,
    },
    { field_id: 'email', name: 'E-mail', type: 'email', required: true },
    { field_id: 'phone', name: 'Phone', type: 'phone', format: 'international', required: true },
    {
      field_id: 'pep_status',
      name: 'Are you a politically exposed person?',
      type: 'select',
      options: ['No', 'Yes - Current PEP', 'Yes - Former PEP'],
      required: true,
    },
  ],
};

export const shortForm: Part = {
  step_id: 'about',
  name: 'About you',
  type: 'form_fill',
  custom_fields: [
    { field_id: 'nickname', name: 'Nickname', type: 'text', min_length: 2, max_length: 20, required: true },
  ],
};

export const identityDocuments: Part = {
  step_id: 'documents',
  name: 'Documents',
  type: 'document_upload',
  document_requirements: [
    { document_type: 'passport', required: true, auto_extract: true },
    { document_type: 'proof_of_address', required: false, auto_extract: true },
  ],
};

export const selfieStep: Part = { step_id: 'selfie', name: 'Selfie', type: 'selfie' };

export const rules = {
  auto_process: true,
  default_action: 'auto_approve',
  country_rules: [
    { country_code: 'KP', action: 'auto_deny', applies_to: ['nationality'], reason: 'Not served' },
  ],
  list_match_rules: [{ min_score: 0.8, topics: ['sanction'], action: 'manual_review', reason: 'On a list' }],
  form_field_rules: [
    {
      field_id: 'pep_status',
      operator: 'not_equals',
      value: 'No',
      action: 'manual_review',
      reason: 'User declared PEP status',
    },
  ],
};

/** A workflow of these steps, in this order. */
export function workflowOf(steps: Part[], validation_config: Part = {}, name = 'End-to-end'): Part {
  return { name, steps: steps.map((step, i) => ({ ...step, order: i + 1 })), validation_config };
}

/** Personal information, screened and decided by rule at once. */
export const screenedForm = (): Part =>
  workflowOf([personalInfo], { run_lists: true, automation_rules: rules }, 'Screened form');

/** Everything: documents, selfie, form, screening, face match, decided by rule at once. */
export const fullIdentification = (): Part =>
  workflowOf(
    [identityDocuments, selfieStep, personalInfo],
    { run_lists: true, auto_face_match: true, automation_rules: rules },
    'Full identification',
  );
