import { mrzCheckDigit } from './check-digit.js';
import { textAt, type MrzLayout } from './mrz-layouts.js';
import { type MrzCheckName } from './mrz-reading.js';

/** A document number together with the check digit that belongs to it. */
export interface NumberAndCheck {
  number: string;
  check: string;
}

/**
 * The document number. One longer than nine characters leaves a filler in the place of its check digit and goes on in
 * the optional data, with its check digit as the last character before the next filler (ICAO Doc 9303, parts 5 and 6).
 */
export function documentNumberOf(lines: readonly string[], layout: MrzLayout): NumberAndCheck {
  const number = textAt(lines, layout.spans.number);
  const check = textAt(lines, layout.spans.numberCheck);
  const mayContinue = layout.format === 'TD1' || layout.format === 'TD2';
  if (check !== '<' || !mayContinue) return { number, check };
  const rest = /^[A-Z0-9]+/.exec(textAt(lines, layout.spans.optional))?.[0] ?? '';
  if (rest.length < 2) return { number, check };
  return { number: number + rest.slice(0, -1), check: rest.slice(-1) };
}

/** Which check digits of a complete zone agree with what they cover; the composite is absent where the format has none. */
export function verifyChecks(
  lines: readonly string[],
  layout: MrzLayout,
): Partial<Record<MrzCheckName, boolean>> {
  const { spans } = layout;
  const { number, check } = documentNumberOf(lines, layout);
  const results: Partial<Record<MrzCheckName, boolean>> = {
    document_number: mrzCheckDigit(number) === check,
    date_of_birth: mrzCheckDigit(textAt(lines, spans.birth)) === textAt(lines, spans.birthCheck),
    date_of_expiry: mrzCheckDigit(textAt(lines, spans.expiry)) === textAt(lines, spans.expiryCheck),
  };
  if (spans.optionalCheck) {
    const optional = textAt(lines, spans.optional);
    const digit = textAt(lines, spans.optionalCheck);
    results.personal_number = mrzCheckDigit(optional) === digit || (/^<+$/.test(optional) && digit === '<');
  }
  const composite = compositeDigit(lines, layout);
  if (composite !== undefined && spans.composite) {
    results.composite = composite === textAt(lines, spans.composite);
  }
  return results;
}

/** The composite check digit that these lines should carry, or undefined where the format has none. */
export function compositeDigit(lines: readonly string[], layout: MrzLayout): string | undefined {
  return (
    layout.compositeOver && mrzCheckDigit(layout.compositeOver.map((span) => textAt(lines, span)).join(''))
  );
}
