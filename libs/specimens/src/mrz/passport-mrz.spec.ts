import { describe, expect, it } from '@jest/globals';
import { DomainRefusal } from '#libs/problems';
import { type SpecimenPerson } from '../specimen-person.js';
import { checkDigit } from './check-digit.js';
import { passportMrz } from './passport-mrz.js';

const icaoSpecimen: SpecimenPerson = {
  surname: 'Eriksson',
  givenNames: 'Anna Maria',
  dateOfBirth: '1974-08-12',
  sex: 'F',
  nationality: 'UTO',
  documentNumber: 'L898902C3',
  dateOfIssue: '2007-04-16',
  dateOfExpiry: '2012-04-15',
  personalNumber: 'ZE184226B',
};

function linesOf(change: Partial<SpecimenPerson>): [string, string] {
  return passportMrz({ ...icaoSpecimen, ...change });
}

function nameOf(surname: string, givenNames: string): string {
  return linesOf({ surname, givenNames })[0].slice(5);
}

describe('passportMrz', () => {
  it.each<[string, Partial<SpecimenPerson>, string]>([
    ['a name in another script', { surname: 'Иванов' }, '/surname'],
    ['a digit in a name', { givenNames: 'Anna 2' }, '/givenNames'],
    ['nobody’s name', { surname: ' ', givenNames: '' }, '/surname'],
    ['a document number of ten characters', { documentNumber: 'L898902C36' }, '/documentNumber'],
    ['an empty document number', { documentNumber: '' }, '/documentNumber'],
    ['a day that does not exist', { dateOfBirth: '1974-02-30' }, '/dateOfBirth'],
    ['a date in another order', { dateOfExpiry: '15-04-2012' }, '/dateOfExpiry'],
    ['a nationality of four letters', { nationality: 'UTOP' }, '/nationality'],
    ['an issuing state with a digit', { issuingState: 'U2O' }, '/issuingState'],
    ['a personal number that is too long', { personalNumber: '123456789012345' }, '/personalNumber'],
  ])('refuses %s without repeating it', (_, change, pointer) => {
    const attempt = (): unknown => linesOf(change);
    expect(attempt).toThrow(DomainRefusal);
    expect(attempt).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ pointer })] }));
    expect(attempt).not.toThrow(Object.values(change).find((value) => value !== ' ' && value !== '') ?? '\0');
  });

  it('writes the lines that ICAO publishes for its specimen', () => {
    expect(passportMrz(icaoSpecimen)).toEqual([
      'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
      'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
    ]);
  });

  it('keeps the nationality of the holder apart from the state that issues', () => {
    const [upper, lower] = linesOf({ nationality: 'PRK' });
    expect(upper.slice(2, 5)).toBe('UTO');
    expect(lower.slice(10, 13)).toBe('PRK');
    expect(linesOf({ nationality: 'DEU', issuingState: 'DEU' })[0]).toMatch(/^P<D<<ERIKSSON/);
  });

  it('writes an unspecified sex and an unused personal number as fillers', () => {
    const [, lower] = linesOf({ sex: 'X', personalNumber: undefined });
    expect(lower[20]).toBe('<');
    expect(lower.slice(28, 43)).toBe('<'.repeat(15));
  });

  it('closes the second line with a digit over all the others', () => {
    const [, lower] = linesOf({ nationality: 'NLD', documentNumber: 'AB12' });
    expect(lower.at(-1)).toBe(checkDigit(lower.slice(0, 10) + lower.slice(13, 20) + lower.slice(21, 43)));
  });
});

describe('the name field', () => {
  it.each([
    ['Müller', 'Jürgen', 'MUELLER<<JUERGEN'],
    ['Núñez', 'José', 'NUNEZ<<JOSE'],
    ['Øster-Gård', 'Søren', 'OESTER<GAARD<<SOEREN'],
    ["O'Connor", 'D’Arcy', 'OCONNOR<<DARCY'],
    ['Weiß', 'Þóra Ægir', 'WEISS<<THORA<AEGIR'],
    ['Łukaszewicz', 'Đorđe', 'LUKASZEWICZ<<DORDE'],
    ['Yıldız', 'İpek', 'YILDIZ<<IPEK'],
    ['St. John, Jr.', 'Anne – Marie', 'ST<JOHN<JR<<ANNE<MARIE'],
    ['Mu\u0308ller', 'Jose\u0301', 'MUELLER<<JOSE'],
    ['', 'Arkfreith', 'ARKFREITH'],
    ['Arkfreith', '', 'ARKFREITH'],
  ])('writes %s, %s as %s', (surname, givenNames, expected) => {
    expect(nameOf(surname, givenNames)).toBe(expected.padEnd(39, '<'));
  });

  it.each([
    ['Nilavadhanananda', 'Arnpol Petch Charonguang', 'NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU'],
    [
      'Bennelong Wooloomooloo Warrandyte Warnambool',
      'Dingo Potoroo',
      'BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI',
    ],
    ['A'.repeat(60), 'Bo', `${'A'.repeat(36)}<<B`],
    ['A'.repeat(60), '', 'A'.repeat(39)],
  ])('cuts the long name %s, %s to %s', (surname, givenNames, expected) => {
    expect(nameOf(surname, givenNames)).toBe(expected);
  });

  it('ends in a letter wherever the cut falls', () => {
    for (let length = 1; length <= 45; length += 1) {
      const name = nameOf('B'.repeat(length), 'Cc Dd Ee Ff Gg Hh Ii Jj Kk Ll Mm Nn Oo Pp');
      expect(name).toHaveLength(39);
      expect(name).toMatch(/^B+<<C[A-Z<]*$|^B+<<C$/);
      expect(name.at(-1)).toMatch(/[A-Z]/);
    }
  });
});
