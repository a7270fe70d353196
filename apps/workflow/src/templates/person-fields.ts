/** What identifies a natural person: FATF Recommendation 10, Directive (EU) 2015/849 article 13, Regulation (EU) 2024/1624 article 22. */
export const identityFields = (entity_role: 'individual' | 'ubo') => [
  {
    field_id: 'full_name',
    name: 'Full legal name',
    type: 'name',
    name_type: 'individual',
    entity_role,
    validate_lists: true,
    validate_adverse_media: true,
    required: true,
    help_text: 'As it stands in your identity document',
  },
  { field_id: 'date_of_birth', name: 'Date of birth', type: 'date', max_date: 'today-18y', required: true },
  {
    field_id: 'nationality',
    name: 'Nationality',
    type: 'country',
    country_type: 'nationality',
    required: true,
  },
  {
    field_id: 'residence',
    name: 'Country of residence',
    type: 'country',
    country_type: 'residence',
    required: true,
  },
  {
    field_id: 'tax_residence',
    name: 'Country of tax residence',
    type: 'country',
    country_type: 'tax_residence',
    required: true,
  },
];

export const contactFields = [
  {
    field_id: 'email',
    name: 'E-mail address',
    type: 'email',
    validate_email: true,
    block_disposable: true,
    required: true,
  },
  {
    field_id: 'phone',
    name: 'Mobile phone',
    type: 'phone',
    format: 'international',
    require_mobile: true,
    required: true,
  },
];

export const homeAddress = {
  field_id: 'home_address',
  name: 'Home address',
  type: 'address',
  required: true,
};

/** Politically exposed persons, their family and close associates: FATF Recommendation 12. */
export const pepStatus = {
  field_id: 'pep_status',
  name: 'Are you a Politically Exposed Person (PEP)?',
  type: 'select',
  options: [
    'No',
    'Yes - Current PEP',
    'Yes - Former PEP',
    'Yes - Family member of PEP',
    'Yes - Close associate of PEP',
  ],
  required: true,
  help_text:
    'Somebody who holds or held a prominent public function (head of state, minister, member of parliament, judge of ' +
    'a supreme court, ambassador, senior officer, board member of a state enterprise), and family and close associates',
};

export const sourceOfFunds = {
  field_id: 'source_of_funds',
  name: 'Where does the money that you will use come from?',
  type: 'select',
  options: [
    'Salary or pension',
    'Business income',
    'Savings',
    'Investments',
    'Sale of property',
    'Inheritance or gift',
    'Loan',
    'Crypto-assets',
    'Other',
  ],
  required: true,
};

export const declaration = {
  field_id: 'declaration',
  name: 'I confirm that what I have stated is true and complete, and that I act on my own behalf',
  type: 'boolean',
  required: true,
};
