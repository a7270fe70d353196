import countries from 'i18n-iso-countries';
import { dayOrderOf, findDate, type DayOrder } from '../fields/text-dates.js';
import { countryOfMrzCode } from '../mrz/mrz-countries.js';
import { type ProfileFieldType, type ProfileValue } from './profile-field.js';
import { decimalSignOf, readNumber, type DecimalSign } from './profile-numbers.js';

/** What the whole document tells about how its values are written. */
export interface WritingHabits {
  order?: DayOrder;
  decimalSign?: DecimalSign;
}

/** Longer text is a paragraph, not a value. */
const longestText = 200;

/** Languages in which documents name countries; a name has the same meaning in all of them. */
const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl'];

type Read = (text: string, habits: WritingHabits) => ProfileValue | undefined;

const readers: Record<ProfileFieldType, Read> = {
  text: (text) => (/[\p{L}\p{N}]/u.test(text) ? text : undefined),
  name: (text) => (/^\p{L}[\p{L}\p{M}\p{N} '’.,&()/+-]*$/u.test(text) ? text : undefined),
  number: (text, { decimalSign }) => readNumber(text, decimalSign),
  // Two-digit years are not read: nothing tells a date of birth from one of expiry here.
  date: (text, { order }) => findDate(text, order && { order }),
  country: countryCode,
  address: (text) => (/\d/.test(text) && /\p{L}{3}/u.test(text) ? text : undefined),
};

export function habitsOf(texts: readonly string[]): WritingHabits {
  const [order, decimalSign] = [dayOrderOf(texts), decimalSignOf(texts)];
  return { ...(order && { order }), ...(decimalSign && { decimalSign }) };
}

/** A text as a value of the type; undefined when it is none, or could be more than one. */
export function readValue(
  type: ProfileFieldType,
  text: string,
  habits: WritingHabits = {},
): ProfileValue | undefined {
  const clean = text
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/^[\s:;|=]+/, '')
    .trim();
  return clean.length > longestText ? undefined : readers[type](clean, habits);
}

function countryCode(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[.]/g, '');
  if (/^[A-Z]{2}$/.test(code) && countries.isValid(code)) return code;
  const ofThree = /^[A-Z]{3}$/.test(code) ? countryOfMrzCode(code) : undefined;
  if (ofThree) return ofThree;
  for (const language of languages) {
    const named = countries.getSimpleAlpha2Code(text, language);
    if (named) return named;
  }
  return undefined;
}
