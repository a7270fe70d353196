import { identityDocument } from './identity-steps.js';

/**
 * From this share on somebody is a beneficial owner: Regulation (EU) 2024/1624 article 52, FATF guidance on
 * Recommendation 24. Whoever controls the company by other means is one too.
 */
export const ownershipThreshold = 25;

/** What identifies a legal person: FATF Recommendations 10 and 24. */
export const companyFields = [
  {
    field_id: 'company_name',
    name: 'Registered name',
    type: 'name',
    name_type: 'company',
    validate_lists: true,
    validate_adverse_media: true,
    required: true,
  },
  {
    field_id: 'trading_name',
    name: 'Trading name, if different',
    type: 'name',
    name_type: 'company',
    validate_lists: true,
  },
  {
    field_id: 'registration_number',
    name: 'Registration number',
    type: 'text',
    max_length: 50,
    required: true,
  },
  { field_id: 'tax_number', name: 'Tax number', type: 'text', max_length: 50, required: true },
  {
    field_id: 'incorporation_country',
    name: 'Country of incorporation',
    type: 'country',
    country_type: 'incorporation',
    required: true,
  },
  {
    field_id: 'incorporation_date',
    name: 'Date of incorporation',
    type: 'date',
    max_date: 'today',
    required: true,
  },
  {
    field_id: 'company_tax_residence',
    name: 'Country of tax residence',
    type: 'country',
    country_type: 'tax_residence',
    required: true,
  },
  {
    field_id: 'legal_form',
    name: 'Legal form',
    type: 'select',
    options: [
      'Private company',
      'Listed company',
      'Partnership',
      'Sole proprietor',
      'Foundation',
      'Trust',
      'Association',
      'Other',
    ],
    required: true,
  },
  { field_id: 'registered_address', name: 'Registered address', type: 'address', required: true },
  {
    field_id: 'company_source_of_funds',
    name: 'Where does the company’s money come from?',
    type: 'text',
    min_length: 10,
    max_length: 1000,
    required: true,
  },
];

/** Who owns and runs the company: Recommendation 24; arrangements that hide owners: Recommendation 25. */
export const ownershipFields = [
  {
    field_id: 'directors',
    name: 'Directors',
    type: 'entity_list',
    entity_role: 'director',
    min_items: 1,
    max_items: 30,
    required: true,
    item_fields: [
      {
        field_id: 'director_name',
        name: 'Full name',
        type: 'name',
        entity_role: 'director',
        validate_lists: true,
        required: true,
      },
      {
        field_id: 'director_birth_date',
        name: 'Date of birth',
        type: 'date',
        max_date: 'today-16y',
        required: true,
      },
      {
        field_id: 'director_nationality',
        name: 'Nationality',
        type: 'country',
        country_type: 'nationality',
        required: true,
      },
    ],
  },
  {
    field_id: 'beneficial_owners',
    name: `Everybody who owns ${ownershipThreshold} % or more, or controls the company by other means`,
    type: 'entity_list',
    entity_role: 'ubo',
    min_items: 1,
    max_items: 20,
    required: true,
    help_text: 'If there is nobody, name the senior managing official.',
    item_fields: [
      {
        field_id: 'owner_name',
        name: 'Full name',
        type: 'name',
        entity_role: 'ubo',
        validate_lists: true,
        required: true,
      },
      {
        field_id: 'owner_birth_date',
        name: 'Date of birth',
        type: 'date',
        max_date: 'today',
        required: true,
      },
      {
        field_id: 'owner_residence',
        name: 'Country of residence',
        type: 'country',
        country_type: 'residence',
        required: true,
      },
      {
        field_id: 'owner_share',
        name: 'Share in percent',
        type: 'number',
        min_value: 0,
        max_value: 100,
        required: true,
      },
    ],
  },
  {
    field_id: 'ownership_arrangements',
    name: 'Does any of these stand between the owners and the company?',
    type: 'select',
    options: [
      'None',
      'Holding companies',
      'Nominee shareholders or directors',
      'Bearer shares',
      'A trust or foundation',
    ],
    multiple: true,
    required: true,
  },
];

export const companyDocuments = [
  {
    document_type: 'articles_of_incorporation',
    display_name: 'Articles of incorporation',
    required: true,
    auto_extract: true,
  },
  {
    document_type: 'shareholder_registry',
    display_name: 'Shareholder registry',
    required: true,
    auto_extract: true,
  },
  {
    document_type: 'beneficial_owners',
    display_name: 'Declaration of beneficial owners',
    required: true,
    auto_extract: true,
  },
  {
    document_type: 'tax_certificate',
    display_name: 'Tax registration certificate',
    required: true,
    auto_extract: true,
  },
];

/** The person who acts for the company, and on what authority. */
export const representativeSteps = (order: number) => [
  {
    step_id: 'representative',
    order,
    name: 'Representative',
    type: 'form_fill',
    custom_fields: [
      {
        field_id: 'representative_name',
        name: 'Your full legal name',
        type: 'name',
        name_type: 'individual',
        entity_role: 'representative',
        validate_lists: true,
        required: true,
      },
      {
        field_id: 'representative_birth_date',
        name: 'Date of birth',
        type: 'date',
        max_date: 'today-18y',
        required: true,
      },
      {
        field_id: 'authority',
        name: 'On what authority do you act?',
        type: 'select',
        options: ['Director entered in the register', 'Power of attorney', 'Other'],
        required: true,
      },
    ],
  },
  {
    step_id: 'representative_id',
    order: order + 1,
    name: 'Representative’s identity document',
    type: 'document_upload',
    instructions: 'Photograph your passport, or both sides of your identity card.',
    document_requirements: [identityDocument('representative')],
  },
];

/** Each beneficial owner is verified in a session of his or her own. */
export const beneficialOwnersStep = (order: number) => ({
  step_id: 'ubos',
  order,
  name: 'Verification of beneficial owners',
  type: 'subsession_collection',
  description: 'Every beneficial owner is verified in person (FATF R.10, R.24)',
  instructions: `Invite everybody who owns ${ownershipThreshold} % or more. Each receives a verification link.`,
  subsession_config: {
    workflow_id: 'ubo-verification',
    max_subsessions: 20,
    require_completion_before_proceed: true,
    impact_parent_status: true,
    ttl_days: 14,
  },
});
