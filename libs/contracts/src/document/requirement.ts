/** What a requirement of a `document_upload` step may ask of a document; workflow accepts it, document carries it out. */

/** Every document type of the source specification. `id_document` is another name for `id`. */
export const documentTypes = [
  'id',
  'id_document',
  'passport',
  'proof_of_address',
  'selfie',
  'company_charter',
  'articles_of_incorporation',
  'tax_certificate',
  'shareholder_registry',
  'beneficial_owners',
  'operating_agreement',
  'business_license',
  'bank_ownership',
  'bank_letter',
  'custom',
  'other',
] as const;

export type DocumentType = (typeof documentTypes)[number];

/** What can be looked at as soon as a document arrives. `name_match` holds its names against those of the forms. */
export const postUploadValidations = [
  'legible',
  'type_match',
  'not_expired',
  'mrz_valid',
  'face_present',
  'name_match',
] as const;

export type PostUploadValidation = (typeof postUploadValidations)[number];

/** One validation of a requirement, and whether its failure refuses the document or is only noted. */
export interface PostUploadCheck {
  validation: PostUploadValidation;
  on_fail: 'reject' | 'warn';
}

/** An extraction profile, as far as a definition that names it depends on it. */
export interface ExtractionProfileSummary {
  profile_id: string;
  /** What requirements may name the profile for. */
  document_types: DocumentType[];
}

/** Which of the asked ids are profiles: `POST /internal/extraction-profiles/lookup {profile_ids}` (document service) */
export interface ExtractionProfileLookup {
  profiles: ExtractionProfileSummary[];
}
