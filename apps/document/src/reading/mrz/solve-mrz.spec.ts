import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mrzCheckDigit } from './check-digit.js';
import { compositeDigit } from './mrz-checks.js';
import { mrzLayouts, type MrzLayout, type MrzSpanName } from './mrz-layouts.js';
import { isCertain, solveMrz } from './solve-mrz.js';

/** The specimens of ICAO Doc 9303, parts 4 to 7. */
const specimens = {
  TD1: ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'],
  TD2: ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'],
  TD3: ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
  MRVA: ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX4009078F96121096ZE184226B<<<<<<'],
  MRVB: ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'L8988901C4XXX4009078F9612109<<<<<<<<'],
} as const;

const replaced = (lines: readonly string[], line: number, from: number, text: string) =>
  lines.map((old, index) =>
    index === line ? old.slice(0, from) + text + old.slice(from + text.length) : old,
  );

describe('solveMrz', () => {
  it.each<[string, string[]]>([
    ['nothing', []],
    ['one line', [specimens.TD3[1]]],
    [
      'ordinary text',
      ['Dear Sir or Madam, thank you for your letter', 'Amount due 20 DEC 2025 EUR 84.20 account 4711'],
    ],
    ['fillers only', ['<'.repeat(44), '<'.repeat(44)]],
    ['a card number', ['5412 7512 3412 3456', 'LEE M CARDHOLDER', 'VALID THRU 12/23']],
  ])('finds no zone in %s', (_, lines) => {
    expect(solveMrz(lines)).toBeUndefined();
  });

  it('never throws, whatever the lines are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 100, unit: 'binary' }), { maxLength: 6 }), (lines) => {
        solveMrz(lines);
      }),
      { numRuns: 200 },
    );
  });

  it('never throws on lines of the right alphabet and length', () => {
    const line = fc.string({ unit: fc.constantFrom(...'ABCKLOPV0158<<<<'), minLength: 28, maxLength: 46 });
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 3 }), (lines) => {
        const reading = solveMrz(lines);
        if (reading) expect(reading.valid).toBe(Object.values(reading.checkDigits).every(Boolean));
      }),
      { numRuns: 100 },
    );
  });

  it('keeps what a check digit contradicts, and says which one', () => {
    const reading = solveMrz(replaced(specimens.TD3, 1, 13, '740813'));
    expect(reading?.valid).toBe(false);
    expect(reading?.checkDigits).toEqual({
      document_number: true,
      date_of_birth: false,
      date_of_expiry: true,
      personal_number: true,
      composite: false,
    });
    expect(reading?.birth).toBe('740813');
  });

  it('leaves a document number as read when several look-alikes would satisfy its check digit', () => {
    const visa = replaced(specimens.MRVB, 1, 0, '0O0O0O0O09');
    const reading = solveMrz(visa);
    expect(reading?.documentNumber).toBe('0O0O0O0O0');
    expect(reading?.checkDigits.document_number).toBe(false);
  });

  it.each(Object.entries(specimens))('solves the %s specimen without repairs', (format, lines) => {
    const reading = solveMrz(lines);
    expect(reading).toMatchObject({
      format,
      lines: [...lines],
      repairs: 0,
      valid: true,
      surname: 'ERIKSSON',
      givenNames: 'ANNA MARIA',
      sex: 'F',
      nameTruncated: false,
    });
    expect(reading && isCertain(reading)).toBe(true);
  });

  it('finds the zone between other lines', () => {
    const reading = solveMrz(['PASSPORT', 'UTOPIA', ...specimens.TD3, 'SPECIMEN']);
    expect(reading?.lines).toEqual([...specimens.TD3]);
  });

  it('reads letters for digits and digits for letters where the position decides, and counts them', () => {
    const lines = replaced(replaced(specimens.TD3, 1, 10, 'UT0'), 1, 13, '74O8I2');
    expect(solveMrz(lines)).toMatchObject({ lines: [...specimens.TD3], repairs: 3, valid: true });
  });

  it('repairs the one look-alike in a document number that its check digits allow', () => {
    const reading = solveMrz(replaced(specimens.TD3, 1, 0, 'L8989O2C3'));
    expect(reading).toMatchObject({ documentNumber: 'L898902C3', repairs: 1, valid: true });
  });

  it('puts back fillers that the reader lost', () => {
    const [first, second] = specimens.TD3;
    const reading = solveMrz([first.slice(0, 35), second.replace('<<<<<', '<<<')]);
    expect(reading).toMatchObject({ lines: [first, second], repairs: 2, fitted: 2, valid: true });
    expect(reading && isCertain(reading)).toBe(false);
  });

  it('clears letters that a reader saw among the fillers after the names', () => {
    const reading = solveMrz([specimens.TD3[0].slice(0, 30) + 'K<<C' + '<'.repeat(10), specimens.TD3[1]]);
    expect(reading).toMatchObject({ givenNames: 'ANNA MARIA', repairs: 2, valid: true });
  });

  it('keeps an initial at the end of the names', () => {
    const reading = solveMrz(['P<UTOERIKSSON<<ANNA<K<<<<<<<<<<<<<<<<<<<<<<<', specimens.TD3[1]]);
    expect(reading?.givenNames).toBe('ANNA K');
  });

  it('reads a document number that goes on in the optional data of a card', () => {
    const long = [
      'I<UTOD23145890<7349<<<<<<<<<<<',
      '3407127M9507122UTO<<<<<<<<<<<2',
      'STEVENSON<<PETER<JOHN<<<<<<<<<',
    ];
    expect(solveMrz(long)).toMatchObject({ format: 'TD1', documentNumber: 'D23145890734', valid: true });
  });

  it('survives any valid zone unchanged', () => {
    fc.assert(
      fc.property(validZone, ({ format, lines, surname, givenNames }) => {
        const reading = solveMrz(lines);
        expect(reading).toMatchObject({ format, lines, repairs: 0, valid: true, surname, givenNames });
      }),
      { numRuns: 150 },
    );
  });
});

const word = fc.string({
  unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  minLength: 2,
  maxLength: 7,
});
const alphanumeric = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'),
    minLength: 5,
    maxLength: length,
  });
const yymmdd = fc
  .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(''));

/** Zones as an issuer would print them, with every check digit right. */
const validZone = fc
  .record({
    layout: fc.constantFrom(...mrzLayouts),
    surname: word,
    given: fc.array(word, { minLength: 1, maxLength: 2 }),
    number: alphanumeric(9),
    optional: alphanumeric(7),
    birth: yymmdd,
    expiry: yymmdd,
    sex: fc.constantFrom('M', 'F', '<', 'X'),
    country: fc.constantFrom('UTO', 'D<<', 'NLD', 'GBR', 'FRA', 'RKS'),
  })
  .map((parts) => {
    const { layout, surname, given } = parts;
    const lines = printed(layout, {
      code: `${layout.firstLetters[0]}<`,
      issuer: parts.country,
      nationality: parts.country,
      number: parts.number.padEnd(9, '<'),
      birth: parts.birth,
      expiry: parts.expiry,
      sex: parts.sex,
      optional: parts.optional,
      names: `${surname}<<${given.join('<')}`,
    });
    return { format: layout.format, lines, surname, givenNames: given.join(' ') };
  });

function printed(layout: MrzLayout, values: Partial<Record<MrzSpanName, string>>): string[] {
  const lines = Array.from({ length: layout.lineCount }, () => '<'.repeat(layout.width));
  const put = (name: MrzSpanName, value: string) => {
    const span = layout.spans[name];
    if (!span) return;
    const [line, start, end] = span;
    lines[line] =
      lines[line]!.slice(0, start) +
      value.padEnd(end - start, '<').slice(0, end - start) +
      lines[line]!.slice(end);
  };
  for (const [name, value] of Object.entries(values)) put(name as MrzSpanName, value);
  const digitOf = (value = '', length = 0) => mrzCheckDigit(value.padEnd(length, '<'));
  put('numberCheck', digitOf(values.number));
  put('birthCheck', digitOf(values.birth));
  put('expiryCheck', digitOf(values.expiry));
  put('optionalCheck', digitOf(values.optional, 14));
  put('composite', compositeDigit(lines, layout) ?? '');
  return lines;
}
