/** The workflow of the demo: passport, proof of address, selfie, personal data; screening, face match and three rules. */
export const demoWorkflow = {
  name: 'Individual onboarding',
  entity_types: ['individual'],
  steps: [
    {
      step_id: 'documents',
      order: 1,
      name: 'Documents',
      type: 'document_upload',
      instructions: 'Photograph the data page of your passport and upload a recent utility bill.',
      document_requirements: [
        { document_type: 'passport', display_name: 'Passport', required: true, auto_extract: true },
        {
          document_type: 'proof_of_address',
          display_name: 'Utility bill',
          required: true,
          auto_extract: true,
        },
      ],
    },
    {
      step_id: 'selfie',
      order: 2,
      name: 'Selfie',
      type: 'selfie',
      instructions: 'Look into the camera.',
      selfie_config: { require_good_lighting: false, require_face_centered: true },
    },
    {
      step_id: 'personal_info',
      order: 3,
      name: 'Personal information',
      type: 'form_fill',
      custom_fields: [
        { field_id: 'full_name', name: 'Full name', type: 'name', validate_lists: true, required: true },
        {
          field_id: 'date_of_birth',
          name: 'Date of birth',
          type: 'date',
          max_date: 'today-18y',
          required: true,
        },
        {
          field_id: 'nationality',
          name: 'Nationality',
          type: 'country',
          country_type: 'nationality',
          required: true,
        },
        { field_id: 'email', name: 'E-mail', type: 'email', block_disposable: true, required: true },
        { field_id: 'phone', name: 'Phone', type: 'phone', required: true },
        {
          field_id: 'pep_status',
          name: 'Are you a politically exposed person?',
          type: 'select',
          options: ['No', 'Yes'],
          required: true,
        },
      ],
    },
  ],
  validation_config: {
    run_lists: true,
    auto_face_match: true,
    automation_rules: {
      auto_process: true,
      default_action: 'auto_approve',
      country_rules: [
        { country_code: 'KP', action: 'auto_deny', reason: 'Country under comprehensive sanctions' },
      ],
      list_match_rules: [{ min_score: 0.75, action: 'manual_review', reason: 'Possible watchlist match' }],
      form_field_rules: [
        {
          field_id: 'pep_status',
          operator: 'not_equals',
          value: 'No',
          action: 'manual_review',
          reason: 'Declared to be politically exposed',
        },
      ],
    },
  },
};
