/** Answers to `form`. */
export const formData = { full_name: 'Mara Lindqvist', nationality: 'NL' };

const form = (order: number): object => ({
  step_id: 'form',
  order,
  name: 'Form',
  type: 'form_fill',
  custom_fields: [
    { field_id: 'full_name', name: 'Name', type: 'name', required: true },
    {
      field_id: 'nationality',
      name: 'Nationality',
      type: 'country',
      country_type: 'nationality',
      required: true,
    },
  ],
});

const rules = (default_action: string): object => ({
  automation_rules: {
    auto_process: true,
    default_action,
    country_rules: [{ country_code: 'KP', action: 'auto_deny' }],
  },
});

/** One form, approved by rule: the shortest whole session. */
export const formWorkflow = {
  name: 'Bench form',
  steps: [form(1)],
  validation_config: rules('auto_approve'),
};

/** The same, left to a reviewer. */
export const reviewedWorkflow = {
  name: 'Bench review',
  steps: [form(1)],
  validation_config: rules('manual_review'),
};

/** A form that another one follows, so that completing it is nothing more than that. */
export const twoFormWorkflow = {
  name: 'Bench two forms',
  steps: [
    form(1),
    {
      step_id: 'more',
      order: 2,
      name: 'More',
      type: 'form_fill',
      custom_fields: [{ field_id: 'remark', name: 'Remark', type: 'text', required: true }],
    },
  ],
};

export const documentWorkflow = {
  name: 'Bench documents',
  steps: [
    {
      step_id: 'documents',
      order: 1,
      name: 'Documents',
      type: 'document_upload',
      document_requirements: [{ document_type: 'passport', allow_multiple: true }],
    },
    form(2),
  ],
};
