import { type MrzFormat } from './mrz-layouts.js';

export type MrzCheckName =
  'document_number' | 'date_of_birth' | 'date_of_expiry' | 'personal_number' | 'composite';

/** A solved machine readable zone: the lines after repairs and what stands in them, still as printed. */
export interface MrzReading {
  format: MrzFormat;
  lines: string[];
  checkDigits: Partial<Record<MrzCheckName, boolean>>;
  /** Characters replaced, added or removed; fillers after names are not counted. */
  repairs: number;
  /** How many of the repairs added or removed characters: where they were lost or seen is not certain. */
  fitted: number;
  valid: boolean;
  /** The whole document code, fillers removed: `P`, `ID`, `IR`, `V`. */
  code: string;
  issuer: string;
  nationality: string;
  documentNumber: string;
  /** YYMMDD. */
  birth: string;
  /** YYMMDD. */
  expiry: string;
  /** As printed: `M`, `F`, `<` and, in newer documents, `X`; anything else was misread. */
  sex: string;
  /** TD3 only: the personal number, the one optional element with a check digit. */
  personalNumber: string;
  surname: string;
  givenNames: string;
  nameTruncated: boolean;
}
