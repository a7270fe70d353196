import { type Identifier } from '../lists/index.js';

/** What the same identity number brings the score to at least, whatever the names. */
const scores = {
  /** Same kind and same country: the number is meant to belong to one person or company alone. */
  confirmed: 0.97,
  /** Kind or country is not known on one side: numbers of other registers may be equal by chance. */
  unconfirmed: 0.85,
} as const;

/** Numbers shorter than this are equal by chance too often, unless kind and country agree. */
const shortest = 6;

/** Authorities and forms call the same number by different names. */
const generalTypes = new Set(['other', 'national_id', 'tax_id', 'registration_number', 'personal_number']);

/** Numbers that are unique in the world, without a country. */
const globalTypes = new Set(['imo', 'lei', 'bic', 'mmsi']);

/** The form in which two spellings of one identity number are equal: letters and digits, upper case. */
export function identifierKey(value: string): string {
  return value
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * How much two identity numbers say that their bearers are one: the score they bring a match to, or undefined when they
 * are different numbers, or numbers of different kinds or countries.
 */
export function identifierAgreement(own: Identifier, listed: Identifier): number | undefined {
  const key = identifierKey(own.value);
  if (key === '' || key !== identifierKey(listed.value)) return undefined;
  const sameType = own.type === listed.type;
  if (!sameType && !generalTypes.has(own.type) && !generalTypes.has(listed.type)) return undefined;
  const countries = [own.country, listed.country].map((code) => code?.toUpperCase());
  const bothKnown = countries[0] !== undefined && countries[1] !== undefined;
  if (bothKnown && countries[0] !== countries[1]) return undefined;
  if (sameType && (bothKnown || globalTypes.has(own.type))) return scores.confirmed;
  return key.length < shortest ? undefined : scores.unconfirmed;
}
