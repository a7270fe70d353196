import { describe, expect, it } from '@jest/globals';
import { mrzCheckDigit } from './check-digit.js';
import { countryOfMrzCode, isKnownMrzCountry } from './mrz-countries.js';
import { birthDate, existingDate, expiryDate, isPlausibleMrzDate } from './mrz-dates.js';
import { splitNames } from './mrz-names.js';

describe('mrzCheckDigit', () => {
  it.each([
    ['520727', '3'],
    ['AB2134<<<', '5'],
    ['HA672242<', '6'],
    ['D23145890734', '9'],
    ['', '0'],
  ])('gives for %s the digit %s', (text, digit) => {
    expect(mrzCheckDigit(text)).toBe(digit);
  });
});

describe('dates of two-digit years', () => {
  it.each([
    ['991231', '1999-12-31'],
    ['250601', '2025-06-01'],
    ['250602', '1925-06-02'],
    ['000229', '2000-02-29'],
  ])('reads the date of birth %s as %s on 2025-06-01', (text, iso) => {
    expect(birthDate(text, '2025-06-01')).toBe(iso);
  });

  it.each([
    ['991231', '1999-12-31'],
    ['740101', '2074-01-01'],
    ['750101', '1975-01-01'],
    ['260101', '2026-01-01'],
  ])('reads the date of expiry %s as %s on 2025-06-01', (text, iso) => {
    expect(expiryDate(text, '2025-06-01')).toBe(iso);
  });

  it.each(['740230', '74<<<<', 'ABCDEF', '741301', ''])('reads no date from %s', (text) => {
    expect(birthDate(text, '2025-06-01')).toBeUndefined();
    expect(expiryDate(text, '2025-06-01')).toBeUndefined();
  });

  it('finds unknown parts plausible and impossible ones not', () => {
    expect([isPlausibleMrzDate('74<<<<'), isPlausibleMrzDate('741301')]).toEqual([true, false]);
  });

  it('knows days of the first century', () => {
    expect(existingDate(52, 7, 27)).toBe('0052-07-27');
  });
});

describe('countries of the zone', () => {
  it.each([
    ['D', 'DE'],
    ['GBD', 'GB'],
    ['GBN', 'GB'],
    ['GBO', 'GB'],
    ['GBP', 'GB'],
    ['GBS', 'GB'],
    ['RKS', 'XK'],
    ['NLD', 'NL'],
  ])('knows %s as %s', (code, alpha2) => {
    expect(countryOfMrzCode(code)).toBe(alpha2);
  });

  it.each(['UTO', 'XXA', 'XXB', 'UNO', 'EUE'])('knows %s as a code without a country', (code) => {
    expect([countryOfMrzCode(code), isKnownMrzCountry(code)]).toEqual([undefined, true]);
  });

  it.each(['QQQ', 'DE', '', 'OO0'])('does not know %s', (code) => {
    expect(isKnownMrzCountry(code)).toBe(false);
  });
});

describe('splitNames', () => {
  it.each([
    ['VAN<DER<MULLEN<<HILDE<MARIE<<<<', 'VAN DER MULLEN', 'HILDE MARIE', false],
    ['ARKFREITH<<<<<<<<<', 'ARKFREITH', '', false],
    ['NILAVADHANANANDA<<CHAYAPA<DEJTHA', 'NILAVADHANANANDA', 'CHAYAPA DEJTHA', true],
    ['<<<<<<', '', '', false],
  ])('splits %s', (text, surname, givenNames, truncated) => {
    expect(splitNames(text)).toEqual({ surname, givenNames, truncated });
  });
});
