/** What most tenants run: documents, liveness, a form, checks; 5 steps with 20 fields and a dozen rules. */
export const typicalDefinition = {
  name: 'Individual onboarding',
  entity_types: ['individual'],
  steps: [
    {
      step_id: 'personal',
      order: 1,
      name: 'Personal information',
      type: 'form_fill',
      custom_fields: [
        { field_id: 'full_name', name: 'Name', type: 'name', validate_lists: true, required: true },
        { field_id: 'born', name: 'Date of birth', type: 'date', max_date: 'today-18y', required: true },
        { field_id: 'nationality', name: 'Nationality', type: 'country', country_type: 'nationality' },
        { field_id: 'residence', name: 'Residence', type: 'country', country_type: 'residence' },
        { field_id: 'email', name: 'E-mail', type: 'email', block_disposable: true, required: true },
        { field_id: 'phone', name: 'Phone', type: 'phone', require_mobile: true, required: true },
        { field_id: 'address', name: 'Address', type: 'address', require_postal_code: true },
        { field_id: 'occupation', name: 'Occupation', type: 'text', max_length: 200 },
        { field_id: 'employed', name: 'Are you employed?', type: 'boolean' },
        { field_id: 'pep', name: 'Are you a PEP?', type: 'select', options: ['No', 'Yes'], required: true },
      ],
    },
    {
      step_id: 'finances',
      order: 2,
      name: 'Finances',
      type: 'form_fill',
      custom_fields: [
        { field_id: 'tax_residence', name: 'Tax residence', type: 'country', country_type: 'tax_residence' },
        { field_id: 'tax_number', name: 'Tax number', type: 'text', pattern: '[A-Z0-9-]{4,20}' },
        { field_id: 'turnover', name: 'Turnover', type: 'volume', currency: 'EUR', period: 'month' },
        { field_id: 'income', name: 'Income', type: 'number', min_value: 0 },
        {
          field_id: 'source',
          name: 'Source of funds',
          type: 'select',
          options: ['Salary', 'Business', 'Other'],
        },
        {
          field_id: 'source_text',
          name: 'Which one?',
          type: 'text',
          conditional_logic: {
            show_if: { all: [{ field_id: 'source', operator: 'equals', value: 'Other' }] },
          },
        },
        { field_id: 'wallet', name: 'Wallet', type: 'wallet' },
        { field_id: 'website', name: 'Website', type: 'url', require_https: true },
        { field_id: 'statement', name: 'Bank statement', type: 'file', accepted_types: ['application/pdf'] },
        { field_id: 'terms', name: 'Do you accept the terms?', type: 'boolean', required: true },
      ],
    },
    {
      step_id: 'documents',
      order: 3,
      name: 'Documents',
      type: 'document_upload',
      document_requirements: [
        { document_type: 'id', auto_extract: true },
        { document_type: 'proof_of_address', auto_extract: true, required: false },
      ],
    },
    { step_id: 'liveness', order: 4, name: 'Liveness', type: 'liveness', liveness_config: {} },
    {
      step_id: 'checks',
      order: 5,
      name: 'Checks',
      type: 'validation',
      validation_tasks: ['run_sanction_check', 'run_face_match'],
    },
  ],
  validation_config: {
    run_lists: true,
    auto_face_match: true,
    automation_rules: {
      auto_process: true,
      country_rules: ['KP', 'IR', 'MM'].map((country_code) => ({ country_code, action: 'manual_review' })),
      list_match_rules: [
        { topics: ['sanction'], min_score: 0.9, action: 'auto_deny' },
        { topics: ['pep'], action: 'manual_review' },
      ],
      document_rules: [{ document_type: 'id', condition: 'expired', action: 'manual_review' }],
      biometric_rules: [
        { condition: 'face_match_below', value: 0.85, action: 'manual_review' },
        { condition: 'liveness_failed', action: 'auto_deny' },
      ],
      form_field_rules: [
        { field_id: 'pep', operator: 'not_equals', value: 'No', action: 'manual_review' },
        { field_id: 'income', operator: 'greater_than', value: 1_000_000, action: 'flag' },
        { field_id: 'source', operator: 'in', value: ['Other'], action: 'flag' },
        { field_id: 'wallet', operator: 'is_not_empty', action: 'flag' },
      ],
    },
  },
};
