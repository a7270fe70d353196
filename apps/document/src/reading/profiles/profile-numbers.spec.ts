import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalSignOf, readNumber } from './profile-numbers.js';

describe('readNumber', () => {
  it.each([
    '',
    'none',
    '12-34',
    '1,2,3',
    '12 34',
    '1.234,567.8',
    '1,234.567,8',
    '0.123.456',
    '1'.repeat(16),
    '12 March 2020',
  ])('reads nothing from "%s"', (text) => {
    expect(readNumber(text)).toBeUndefined();
  });

  it.each([
    ['7', 7],
    ['1,234.50', 1234.5],
    ['1.234,50', 1234.5],
    ['1 234 567', 1_234_567],
    ["CHF 1'234.55", 1234.55],
    ['€ 12.500,00', 12_500],
    ['100,000 EUR', 100_000],
    ['25%', 25],
    ['25 %', 25],
    ['-3,5', -3.5],
    ['£0.75', 0.75],
    ['-0', 0],
  ])('reads "%s" as %d', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it('takes three digits behind one sign for a group unless the document shows otherwise', () => {
    expect(readNumber('1.234')).toBe(1234);
    expect(readNumber('1.234', '.')).toBe(1.234);
    expect(readNumber('1.234', ',')).toBe(1234);
    expect(readNumber('0.234')).toBeUndefined();
    expect(readNumber('0.234', '.')).toBe(0.234);
  });

  it('reads back every number that is written in one of the usual ways', () => {
    const ways = [
      { group: ',', decimal: '.' },
      { group: '.', decimal: ',' },
      { group: ' ', decimal: ',' },
      { group: '’', decimal: '.' },
      { group: '', decimal: '.' },
    ] as const;
    fc.assert(
      fc.property(
        fc.nat(999_999_999),
        fc.nat(99),
        fc.constantFrom(...ways),
        (whole, cents, { group, decimal }) => {
          const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, group);
          const text = `${grouped}${decimal}${String(cents).padStart(2, '0')}`;
          expect(readNumber(text)).toBe(Number(`${whole}.${String(cents).padStart(2, '0')}`));
        },
      ),
    );
  });

  it('never brings anything but a finite number, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,’ -€%Ex') }), (text) => {
        const value = readNumber(text) ?? 0;
        expect(Number.isFinite(value)).toBe(true);
      }),
    );
  });
});

describe('decimalSignOf', () => {
  it.each([
    [['Total 12,50', 'VAT 1.234'], ','],
    [['Total 1,234.50'], '.'],
    [['12,50', '12.50'], undefined],
    [['12.03.2020', '1,234', '1.234'], undefined],
    [[], undefined],
  ])('learns from %j that it is %s', (texts, sign) => {
    expect(decimalSignOf(texts)).toBe(sign);
  });
});
