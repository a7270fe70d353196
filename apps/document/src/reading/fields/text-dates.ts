import { existingDate } from '../mrz/mrz-dates.js';
import { comparable } from './normalise.js';

/**
 * First letters of the months in the languages of the labels, without accents; the longest that fits decides, so that
 * `JUIN` and `JUIL` differ.
 */
const months: readonly (readonly [number, string])[] = [
  [1, 'JAN GEN ENE JANV STYCZ LEDN SIJ TAMMI OCAK SAUS IAN'],
  [2, 'FEB FEV FEVR LUT UNOR VELJ HELMI SUBAT VAS FEBR'],
  [3, 'MAR MARS MRT MRZ MAER MARZ BREZ OZU MAALIS MART KOV'],
  [4, 'APR AVR ABR KWIE DUBN TRAV HUHTI NISAN BAL APRIL'],
  [5, 'MAY MAI MAG MAIO MAJ KVET SVIB TOUKO MAYIS GEG MEI'],
  [6, 'JUN JUIN GIU CZE CERVEN LIP KESA HAZ BIRZ JUNI'],
  [7, 'JUL JUIL LUG SRP HEINA TEM LIEP JULI'],
  [8, 'AUG AOU AOUT AGO SIE KOL ELO AGU RUGP'],
  [9, 'SEP SET WRZ ZARI RUJ SYYS EYL RUGS SEPT'],
  [10, 'OCT OKT OTT OUT PAZ RIJ LOKA EKI SPA'],
  [11, 'NOV LIS STU MARRAS KAS LAPKR'],
  [12, 'DEC DEZ DIC GRU PROS JOULU ARA GRUOD DES'],
];

const monthPrefixes = months
  .flatMap(([month, names]) => names.split(' ').map((name) => ({ month, name })))
  .sort((a, b) => b.name.length - a.name.length);

/** In which order a date of numbers gives day and month, where that was learnt from the rest of the document. */
export type DayOrder = 'day_first' | 'month_first';

export interface TextDateOptions {
  /** Reads the two digits of a year; without it such dates are not read. Returns undefined for an impossible date. */
  century?: (yymmdd: string) => string | undefined;
  /** Needed for dates such as 03/04/2024; without it they are not read. Dates with points are always day first. */
  order?: DayOrder;
}

/** The month that a word names, in any of the languages above. */
function monthOf(word: string): number | undefined {
  const text = comparable(word);
  return text.length < 3 ? undefined : monthPrefixes.find(({ name }) => text.startsWith(name))?.month;
}

function dated(year: string, month: number, day: number, options: TextDateOptions): string | undefined {
  if (year.length === 4) return existingDate(Number(year), month, day);
  return options.century?.(`${year}${pad(month)}${pad(day)}`);
}

const pad = (value: number) => String(value).padStart(2, '0');

/** The first date in a text, as an ISO date, when it can be read in one way only. */
export function findDate(text: string, options: TextDateOptions = {}): string | undefined {
  const iso = /\b(\d{4})[-./](\d{1,2})[-./](\d{1,2})\b/.exec(text);
  if (iso) return existingDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numeric = /(?<!\d)(\d{1,2})\s?([-./ ])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)/.exec(text);
  if (numeric) return numericDate(numeric, options);
  return wordDate(text, options);
}

/** `12 AUG/AOUT 74`, `4th March 2020`, `1. März 2021`, `March 4, 2020`; the word may follow without a space. */
function wordDate(text: string, options: TextDateOptions): string | undefined {
  const dayFirst =
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º|°)?\s*(?:de\s+|of\s+)?(\p{L}{3,})\.?\s*(?:\/\s*\p{L}{3,}\.?\s*)?(?:de\s+|,\s*)?(\d{4}|\d{2})(?!\d)/iu.exec(
      text,
    );
  if (dayFirst) {
    const month = monthOf(dayFirst[2]!);
    return month === undefined ? undefined : dated(dayFirst[3]!, month, Number(dayFirst[1]), options);
  }
  const monthFirst = /(\p{L}{3,})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/iu.exec(text);
  const month = monthFirst && monthOf(monthFirst[1]!);
  return month ? dated(monthFirst[3]!, month, Number(monthFirst[2]), options) : undefined;
}

function numericDate(match: RegExpExecArray, options: TextDateOptions): string | undefined {
  const [, first = '', separator = '', second = '', year = ''] = match;
  const [a, b] = [Number(first), Number(second)];
  const mustBeDayFirst = separator === '.' || a > 12 || a === b || options.order === 'day_first';
  if (mustBeDayFirst && b <= 12) return dated(year, b, a, options);
  if (b > 12 || options.order === 'month_first') return dated(year, a, b, options);
  return undefined;
}

/**
 * Which of day and month comes first in this document: as in its own dates where one of the numbers cannot be a month,
 * otherwise as its currency or language suggests; undefined when nothing tells.
 */
export function dayOrderOf(texts: readonly string[]): DayOrder | undefined {
  let balance = 0;
  for (const text of texts) {
    for (const match of text.matchAll(/(?<!\d)(\d{1,2})[-/](\d{1,2})[-/](?:\d{4}|\d{2})(?!\d)/g)) {
      if (Number(match[1]) > 12) balance++;
      if (Number(match[2]) > 12) balance--;
    }
  }
  if (balance !== 0) return balance > 0 ? 'day_first' : 'month_first';
  const all = texts.join('\n');
  const american = /\$|\b[A-Z]{2} \d{5}(?:-\d{4})?\b/.test(all);
  const elsewhere = /[£€]|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b(?:IBAN|VAT|GmbH|PLC|Ltd)\b/i.test(all);
  if (american === elsewhere) return undefined;
  return elsewhere ? 'day_first' : 'month_first';
}
