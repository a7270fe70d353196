import { describe, expect, it } from '@jest/globals';
import { isListDate, parseOfacDate } from './list-dates.js';

describe('dates of OFAC remarks', () => {
  it.each(['', 'unknown', '31 Feb 1970', '10 Xyz 1970', '1970 to', '1970 to 1971 to 1972', 'circa', '0010'])(
    'gives no date rather than a wrong one for "%s"',
    (text) => expect(parseOfacDate(text)).toBeUndefined(),
  );

  it.each([
    ['10 Dec 1948', '1948-12-10'],
    ['1 Sep 1948', '1948-09-01'],
    ['Dec 1948', '1948-12'],
    ['1948', '1948'],
    ['circa 1951', '1951~'],
    ['circa 1967-1968', '1967/1968~'],
    ['1950 to 1955', '1950/1955'],
    ['01 Jan 1960 to 31 Dec 1960', '1960'],
    ['01 Jan 1960 to 31 Dec 1962', '1960/1962'],
    ['05 Mar 1960 to 07 Apr 1960', '1960-03-05/1960-04-07'],
  ])('reads "%s" as %s', (text, date) => expect(parseOfacDate(text)).toBe(date));
});

describe('dates of lists', () => {
  it.each(['1970-13', '1970-02-30', '70', '1970/1971/1972', '~', '/1970'])('refuses %s', (text) =>
    expect(isListDate(text)).toBe(false),
  );
  it.each(['1970', '1970-02', '2000-02-29', '1970~', '1970/1975', '1970-01/1970-05~'])('accepts %s', (text) =>
    expect(isListDate(text)).toBe(true),
  );
});
