/**
 * Rules that every template has. None of them refuses anybody: names are shared and machines misread, so a hit is for a
 * person to judge, who may have to freeze or report (FATF Recommendations 6, 7 and 20).
 */
const review = 'manual_review';

export const watchlistRules = [
  {
    topics: ['sanction'],
    action: review,
    reason: 'Possible match with a sanctions list: no service until cleared',
  },
  { topics: ['pep'], action: review, reason: 'Possible politically exposed person: enhanced due diligence' },
  { min_score: 0.85, action: review, reason: 'Strong match with another watchlist' },
];

/** Predicate offences of Directive (EU) 2018/1673 are what such reports are about. */
export const adverseMediaRules = [
  {
    min_risk: 40,
    action: review,
    reason: 'Adverse media: weigh the source, the date and whether it is this person',
  },
];

export const identityDocumentRules = [
  { document_type: 'id', condition: 'missing', action: review, reason: 'No identity document' },
  { document_type: 'id', condition: 'expired', action: review, reason: 'An expired document proves nothing' },
  {
    document_type: 'id',
    condition: 'expires_within_days',
    value: 30,
    action: review,
    reason: 'Ask for the new document, or note when to ask again',
  },
  {
    document_type: 'id',
    condition: 'mrz_invalid',
    action: review,
    reason: 'The machine readable zone contradicts itself',
  },
  { condition: 'extraction_failed', action: review, reason: 'A document could not be read' },
  { condition: 'low_confidence', action: review, reason: 'A value read from a document is doubtful' },
  { condition: 'type_mismatch', action: review, reason: 'Another document than the one asked for' },
  { condition: 'data_mismatch', action: review, reason: 'Documents and statements contradict each other' },
];

export const faceRules = (threshold: number) => [
  { condition: 'liveness_failed', action: review, reason: 'No proof that a living person was there' },
  {
    condition: 'face_match_below',
    value: threshold,
    action: review,
    reason: 'The face is not like the portrait',
  },
];

export const partyRules = [
  { condition: 'any_rejected', action: review, reason: 'A beneficial owner was rejected' },
  { condition: 'any_manual_review', action: review, reason: 'A beneficial owner is under review' },
  { condition: 'any_pending', action: review, reason: 'A beneficial owner has not been verified' },
];

/** A statement of the applicant that a person has to look at. */
export const reviewWhen = (field_id: string, operator: string, value: unknown, reason: string) => ({
  field_id,
  operator,
  ...(value !== undefined && { value }),
  action: review,
  reason,
});

export const personRules = [
  reviewWhen(
    'pep_status',
    'not_equals',
    'No',
    'Declared a PEP, family member or close associate (FATF R.12)',
  ),
  reviewWhen('declaration', 'equals', false, 'Did not confirm the statements, or acts for somebody else'),
];
