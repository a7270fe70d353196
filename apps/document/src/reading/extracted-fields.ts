import { type MrzFormat } from './mrz/mrz-layouts.js';

/** Where a value was read; it decides how much an other value of the same name has to bring to replace it. */
export type FieldSource = 'mrz' | 'visual_zone' | 'barcode' | 'text_layer' | 'textract';

/** One value as read. `confidence` is 0–1; below 0.5 means that something on the document itself contradicts it. */
export interface ExtractedField<Value = string> {
  value: Value;
  confidence: number;
  source: FieldSource;
}

/** The machine readable zone as a plain object, as callers see it. */
export interface MrzField {
  format: MrzFormat;
  /** The lines after repairs, each exactly as long as the format demands. */
  lines: string[];
  /** One entry for each check digit of the format: did it agree? */
  check_digits: Record<string, boolean>;
  /** How many characters had to be replaced, added or removed before the lines made sense. */
  repairs: number;
  /** All check digits agree. */
  valid: boolean;
}

/** Names of the fields whose value is text; dates are ISO dates, countries ISO alpha-2 codes. */
export type TextFieldName =
  | 'document_number'
  | 'surname'
  | 'given_names'
  | 'full_name'
  | 'date_of_birth'
  | 'date_of_expiry'
  | 'date_of_issue'
  | 'sex'
  | 'nationality'
  | 'issuing_country'
  | 'personal_number'
  | 'document_kind'
  | 'address'
  | 'issue_date'
  | 'issuer'
  | 'account_number'
  | 'company_name'
  | 'registration_number'
  | 'tax_id'
  | 'incorporation_date'
  | 'incorporation_country'
  | 'registered_address';

/** The fields of one document, named as in the public contract whatever reader produced them. */
export type ExtractedFields = { [Name in TextFieldName]?: ExtractedField } & {
  mrz?: MrzField;
  /** Names as printed. The confidence of a list is that of its least certain entry. */
  directors?: ExtractedField<string[]>;
  /** `share` is the part in the capital in per cent, 0 to 100; absent where the document does not state it exactly. */
  shareholders?: ExtractedField<{ name: string; share?: number }[]>;
};
