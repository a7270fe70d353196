import { type ExtractedField } from '../extracted-fields.js';

/** What a field of an extraction profile can be; how each is read is in `profile-values.ts`. */
export const profileFieldTypes = ['text', 'name', 'number', 'date', 'country', 'address'] as const;

export type ProfileFieldType = (typeof profileFieldTypes)[number];

/** One value that a tenant wants read from its documents. */
export interface ProfileField {
  name: string;
  type: ProfileFieldType;
  /** What stands before or above the value, in any language that is written in Latin letters. */
  labels: string[];
  /** RE2 syntax; the whole value, written as text, has to match. */
  pattern?: string;
  /** Whether its absence is worth a warning. */
  required?: boolean;
}

/** Dates are ISO dates, countries ISO alpha-2 codes, numbers JSON numbers, everything else text. */
export type ProfileValue = string | number;

/** What a profile found in one document, by field; those that were not read are absent. */
export type ProfileFields = Record<string, ExtractedField<ProfileValue>>;
