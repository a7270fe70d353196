/** The sign that separates decimals in a document. */
export type DecimalSign = '.' | ',';

/**
 * A number, perhaps with a currency or a unit around it: digits in groups of three or without groups, decimals behind
 * one sign. Spaces and apostrophes only ever separate groups.
 */
const shape =
  /^(?:\p{L}{1,3}|\p{Sc})?\s?(?<sign>[-−]?)\s?(?<digits>\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+|\d+)(?:(?<mark>[.,])(?<decimals>\d{1,6}))?\s?(?:%|\p{L}{1,4}\.?|\p{Sc})?$/u;

/** Digits enough for any amount and few enough for a double to hold them exactly. */
const maximumDigits = 15;

/**
 * Which sign separates decimals, learnt from numbers of the document that can be read in one way only; undefined where
 * none tells, or they contradict each other.
 */
export function decimalSignOf(texts: readonly string[]): DecimalSign | undefined {
  const found = new Set<DecimalSign>();
  for (const text of texts)
    for (const [, mark] of text.matchAll(/(?<![\d.,])\d{1,3}(?:[., ]\d{3})*([.,])\d{1,2}(?![\d.,])/g))
      found.add(mark === ',' ? ',' : '.');
  const [sign] = found;
  return found.size === 1 ? sign : undefined;
}

/**
 * The number that a text is. One sign with three digits behind it (`1.234`) separates groups unless the document shows
 * it separating decimals; undefined where the text is anything else or could be read in two ways.
 */
export function readNumber(text: string, decimalSign?: DecimalSign): number | undefined {
  const { sign = '', digits = '', mark, decimals } = shape.exec(text.trim())?.groups ?? {};
  if (digits === '' || digits.replace(/\D/g, '').length > maximumDigits) return undefined;
  const separators = [...new Set(digits.replace(/\d/g, ''))];
  // Groups are separated by one and the same sign, and decimals by another.
  if (separators.length > 1 || (mark !== undefined && separators[0] === mark)) return undefined;
  const isDecimal = separators[0] === decimalSign && /^\d{1,3}\D\d{3}$/.test(digits) && mark === undefined;
  if (!isDecimal && separators.length === 1 && digits.startsWith('0')) return undefined;
  const whole = isDecimal ? digits.replace(/\D/, '.') : digits.replace(/\D/g, '');
  const value = Number(decimals === undefined ? whole : `${whole}.${decimals}`);
  return sign === '' || value === 0 ? value : -value;
}
