import { identityDocumentRules, reviewWhen } from './risk-rules.js';

/** What about a company asks for a closer look: FATF Recommendations 24 and 25, and its guidance on shell companies. */
export const companyRules = [
  reviewWhen(
    'ownership_arrangements',
    'not_equals',
    ['None'],
    'Layers between owners and company: establish who controls it',
  ),
  reviewWhen(
    'legal_form',
    'in',
    ['Foundation', 'Trust', 'Association', 'Other'],
    'Identify settlors, trustees and beneficiaries (FATF R.25)',
  ),
  reviewWhen('incorporation_date', 'greater_than', 'today-1y', 'Incorporated less than a year ago'),
  reviewWhen('authority', 'not_equals', 'Director entered in the register', 'Verify the authority to act'),
];

export const companyDocumentRules = [
  ...identityDocumentRules,
  ...['articles_of_incorporation', 'shareholder_registry', 'beneficial_owners', 'tax_certificate'].map(
    (document_type) => ({
      document_type,
      condition: 'missing',
      action: 'manual_review',
      reason: 'A document that proves the company or its owners is missing',
    }),
  ),
];
