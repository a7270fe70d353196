import { describe, expect, it } from '@jest/globals';
import { isSameCompanyName } from './company-name.js';
import { nameLikeness, type PersonName } from './person-name.js';
import { mayBeSameAddress } from './postal-address.js';

const agree = (a: PersonName | string, b: PersonName | string): boolean[] => {
  const [left, right] = [a, b].map((name) => (typeof name === 'string' ? { full: name } : name));
  return [nameLikeness(left!, right!) > 0, nameLikeness(right!, left!) > 0];
};
const zone = (surname: string, givenNames: string, truncated = false): PersonName => ({
  full: `${givenNames} ${surname}`,
  surname,
  givenNames,
  truncated,
});

describe('names of persons', () => {
  it.each<[string, PersonName | string, PersonName | string]>([
    ['another given name', 'Anna Eriksson', 'Bertha Eriksson'],
    ['another surname', 'Anna Maria Eriksson', 'Anna Maria Svensson'],
    ['a letter more', 'Anna Ericsson', 'Anna Eriksson'],
    ['a surname alone', 'Eriksson', 'Anna Eriksson'],
    ['initials alone', 'A E', 'Anna Eriksson'],
    ['another initial', 'B Eriksson', 'Anna Eriksson'],
    ['two names of which only one is shared', 'Anna Maria Eriksson', 'Anna Lena Eriksson'],
    ['given names without the surname', 'Anna Maria', zone('ERIKSSON', 'ANNA MARIA')],
    ['a surname without its given names', 'Garcia Lopez', zone('GARCIA LOPEZ', 'JUAN')],
    ['a name cut off where nothing was cut', zone('ERIKSSON', 'ANNA MAR'), 'Anna Maria Eriksson'],
    ['a name cut off that goes on differently', zone('ERIKSSON', 'ANNA MAX', true), 'Anna Maria Eriksson'],
    ['signs without a letter', '---', '---'],
  ])('differ with %s', (_, a, b) => expect(agree(a, b)).toEqual([false, false]));

  it.each<[string, PersonName | string, PersonName | string]>([
    ['case', 'anna eriksson', 'ANNA ERIKSSON'],
    ['accents', 'José Müller', 'JOSE MULLER'],
    ['order', 'Eriksson, Anna Maria', 'Anna Maria Eriksson'],
    [
      'the spelling of a machine readable zone',
      'Jürgen Größe-Ångström',
      zone('GROESSE AANGSTROEM', 'JUERGEN'),
    ],
    ['the letters of Doc 9303 with several spellings', 'Søren Muñoz', 'SOEREN MUNXXOZ'],
    ['hyphens', 'Jean-Pierre Léon', zone('LEON', 'JEAN PIERRE')],
    ['apostrophes', 'Conan O’Brien', zone('OBRIEN', 'CONAN')],
    ['lost spaces', 'Jan van der Berg', 'JAN VANDERBERG'],
    ['Cyrillic', 'Юлия Иванова', zone('IVANOVA', 'IULIIA')],
    ['a middle name left out', 'Anna Eriksson', zone('ERIKSSON', 'ANNA MARIA')],
    ['one of two surnames left out', 'Juan García', zone('GARCIA LOPEZ', 'JUAN')],
    ['a middle initial', 'Anna M. Eriksson', 'Anna Maria Eriksson'],
    ['the given name as an initial', 'A. Eriksson', 'Anna Eriksson'],
    [
      'a name cut off by its zone',
      zone('PAPANDROPOULOUS', 'JONATHON ALEXA', true),
      'Jonathon Alexander Papandropoulous',
    ],
    [
      'names dropped by a full zone',
      zone('PAPANDROPOULOUS', 'JONATHON A', true),
      'Jonathon Alexander Trevor Papandropoulous',
    ],
    ['one name alone', 'Sukarno', 'SUKARNO'],
  ])('agree whatever the %s', (_, a, b) => expect(agree(a, b)).toEqual([true, true]));

  it('are more alike the more of them is there', () => {
    const whole = { full: 'Anna Maria Eriksson' };
    expect(nameLikeness(whole, { full: 'ERIKSSON ANNA MARIA' })).toBe(1);
    expect(nameLikeness(whole, { full: 'Anna Eriksson' })).toBeCloseTo(2 / 3);
  });
});

describe('names of companies', () => {
  it.each([
    ['another word', 'Acme Trading Ltd', 'Acme Holding Ltd'],
    ['another legal form', 'Acme Ltd', 'Acme LLC'],
    ['a word more', 'Acme Ltd', 'Acme Trading Ltd'],
    ['only signs', '&&&', '...'],
  ])('differ with %s', (_, a, b) => expect(isSameCompanyName(a, b)).toBe(false));

  it.each([
    ['case and points', 'ACME LTD.', 'Acme Ltd'],
    ['a legal form written out', 'Acme Limited', 'ACME LTD'],
    ['a long legal form', 'Acme Limited Liability Company', 'Acme L.L.C.'],
    ['an accented legal form', 'Müller Gesellschaft mit beschränkter Haftung', 'MUELLER GMBH'],
    ['no legal form', 'Acme', 'Acme S.A.'],
    ['an ampersand', 'Smith & Co', 'Smith and Company'],
    ['a name of legal forms', 'The Limited', 'THE LTD'],
  ])('agree with %s', (_, a, b) => expect(isSameCompanyName(a, b)).toBe(true));
});

describe('addresses', () => {
  it.each([
    ['another house number', '12 High Street, London N1 9GU', '14 High Street, London N1 9GU'],
    ['another postal code', 'Hauptstr. 5, 10115 Berlin', 'Hauptstr. 5, 10999 Berlin'],
    ['another street and town', '12 High Street, London', '12 Rue de Lyon, Paris'],
  ])('differ with %s', (_, a, b) => expect(mayBeSameAddress(a, b)).toBe(false));

  it.each([
    ['an abbreviation', 'Hauptstraße 5, 10115 Berlin', 'HAUPTSTR 5, 10115 BERLIN'],
    [
      'a postal code in one or two groups',
      '221B Baker St., NW16XE London',
      '221b Baker Street, London, NW1 6XE',
    ],
    [
      'the country left out',
      '12 High Street, London N1 9GU, United Kingdom',
      '12 High Street, London N1 9GU',
    ],
    ['the postal code left out', '12 High Street, London N1 9GU', '12 High Street, London'],
  ])('may be one with %s', (_, a, b) => expect(mayBeSameAddress(a, b)).toBe(true));
});
