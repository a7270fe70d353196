/** The person a specimen document is made out to. Every member is printed; nothing is looked up. */
export interface SpecimenPerson {
  /** Latin letters; diacritics are printed as they are and transliterated in the machine-readable zone. */
  surname: string;
  /** Separated by spaces. May be empty for people who bear a single name. */
  givenNames: string;
  /** ISO 8601 calendar date, `1990-08-12`. */
  dateOfBirth: string;
  sex: 'M' | 'F' | 'X';
  /** ISO 3166-1 alpha-3 or an ICAO code (`NLD`, `PRK`, `UTO`, `XXA`). `DEU` is written `D`, as ICAO 9303-3 has it. */
  nationality: string;
  /** At most nine letters and digits. */
  documentNumber: string;
  /** ISO 8601 calendar date. */
  dateOfIssue: string;
  /** ISO 8601 calendar date. */
  dateOfExpiry: string;
  /** Optional data of the second line, at most fourteen letters and digits. */
  personalNumber?: string;
  placeOfBirth?: string;
  /** The issuing state as the machine-readable zone writes it; `UTO` (ICAO's Utopia) unless said otherwise. */
  issuingState?: string;
}

/** The code that ICAO 9303 reserves for its own specimen documents. */
export const specimenState = 'UTO';
