import { type ExtractedFields } from './extracted-fields.js';
import { type ProfileField, type ProfileFields } from './profiles/profile-field.js';

/** A file as the customer uploaded it; its content type has been established from its bytes, not from its name. */
export interface DocumentFile {
  bytes: Buffer;
  contentType: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/heic' | 'application/pdf';
}

export type DocumentKind =
  | 'passport'
  | 'national_id'
  | 'driving_licence'
  | 'residence_permit'
  | 'visa'
  | 'utility_bill'
  | 'bank_statement'
  | 'tax_letter'
  | 'company_document'
  | 'unknown';

/** Something a reviewer or a rule should know about how a document was read. Its text never holds personal data. */
export interface ReadingWarning {
  code: ReadingWarningCode;
  detail: string;
}

export type ReadingWarningCode =
  | 'mrz_not_found'
  | 'mrz_check_digit_failed'
  | 'mrz_repaired'
  | 'mrz_date_invalid'
  | 'name_truncated'
  | 'visual_zone_mismatch'
  | 'no_expiry_date'
  | 'text_unreadable'
  | 'no_text_layer'
  | 'pages_skipped'
  | 'sandbox';

/** How well the text of a document could be read. */
export interface Legibility {
  /**
   * 0–1: how certain the reader was of all text it found, what it could not make out included, weighted by its length
   * on the page; 0 without any text, 1 for text that a PDF states itself.
   */
  certainty: number;
  /** Letters and digits that were read. */
  characters: number;
}

/** What one reading of one file found. What was not read is absent from `fields`; nothing is guessed. */
export interface DocumentReading {
  provider: string;
  documentKind: DocumentKind;
  fields: ExtractedFields;
  warnings: ReadingWarning[];
  /** Absent when there was nothing to look for text in. */
  legibility?: Legibility;
  /** What the profile that was asked for found; apart, since the other fields are named by the contract. */
  profileFields?: ProfileFields;
  /** A JPEG of the largest picture on the first page of a PDF, when it was asked for and there is one. */
  picture?: Uint8Array;
}

/** What is wanted of a reading beside what every reading brings. */
export interface AnalyzeOptions {
  profile?: readonly ProfileField[];
  /** Brings the picture of a PDF along: PDFs are opened nowhere but in the reader. */
  withPicture?: boolean;
}

/**
 * Reads a document: which kind it is and which fields it holds.
 *
 * Guarantee of every adapter: the same bytes give the same reading, a value is given only when it was really read, and
 * a file that cannot be opened is refused with `DomainRefusal('invalid_file')` instead of an empty reading. A provider
 * that does not answer fails with `TransientFailure`, never with a reading.
 */
export interface DocumentAnalyzer {
  readonly provider: 'local' | 'textract' | 'sandbox';

  /** `documentType` is what the requirement asked for (`id`, `passport`, `proof_of_address`, …). */
  analyze(file: DocumentFile, documentType: string, options?: AnalyzeOptions): Promise<DocumentReading>;
}
