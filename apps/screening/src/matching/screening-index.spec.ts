import { describe, expect, it } from '@jest/globals';
import { type ListEntity, type ListName, type Watchlist } from '../lists/index.js';
import { ScreeningIndex } from './screening-index.js';
import { type Match, type SearchOptions, type Subject } from './subject.js';
import { defaultMinScore, strongScore } from './thresholds.js';

const named = (value: string, kind: ListName['kind'] = 'primary'): ListName => ({ value, kind });

function entity(sourceId: string, names: (string | ListName)[], more: Partial<ListEntity> = {}): ListEntity {
  return {
    sourceId,
    type: 'individual',
    names: names.map((name, at) =>
      typeof name === 'string' ? named(name, at ? 'strong_alias' : 'primary') : name,
    ),
    dobs: [],
    countries: [],
    identifiers: [],
    wallets: [],
    topics: ['sanction'],
    programmes: ['P'],
    ...more,
  };
}

function list(id: string, entities: ListEntity[]): Watchlist {
  return { id, source: id, version: '1', asOf: '2024-01-01T00:00:00.000Z', entities };
}

const index = new ScreeningIndex([
  list('a', [
    entity('1', ['Osama bin Muhammad BIN LADIN', 'Usama BIN LADEN', named('The Director', 'weak_alias')], {
      dobs: ['1957-07-30'],
      countries: ['SA', 'YE'],
      gender: 'male',
      identifiers: [{ type: 'passport', value: 'AB-123456', country: 'SA' }],
    }),
    entity('2', ['Mohammed ALI'], { dobs: ['1960-03-05', '1961~'], gender: 'male' }),
    entity('3', ['Abd al-Rahman ZAGHAWI']),
    entity('4', ['Vladimir Vladimirovich PUTIN'], { dobs: ['1952-10-07'], countries: ['RU'] }),
    entity('5', ['Jong Un KIM']),
    entity('6', ['PUBLIC JOINT STOCK COMPANY SBERBANK OF RUSSIA'], {
      type: 'company',
      wallets: ['0x098B716B8Aaf21512996dC57EB0615e2383E2f96', '12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h'],
    }),
    entity('7', ['HAP JANG GANG 6'], { type: 'vessel', identifiers: [{ type: 'imo', value: '9066540' }] }),
    entity('8', ['Ángel Núñez Ibáñez']),
  ]),
  list('b', [
    entity('1', ['Osama BIN LADIN'], { topics: ['pep'] }),
    entity('9', ['Siemens Aktiengesellschaft'], { type: 'company' }),
  ]),
]);

const find = (
  subject: Omit<Subject, 'type'> & { type?: Subject['type'] },
  options?: SearchOptions,
): Match[] => index.search({ type: 'individual', ...subject }, options);
const ids = (matches: Match[]) => matches.map(({ list: name, sourceId }) => `${name}${sourceId}`);
const only = (matches: Match[]): Match => {
  expect(matches).toHaveLength(1);
  return matches[0] as Match;
};

describe('a screening index', () => {
  describe('finds nothing, without failing,', () => {
    it.each([
      ['for no name', undefined],
      ['for an empty name', ''],
      ['for spaces', ' \t\n '],
      ['for control characters', '\u0000\u0001\u001a'],
      ['for emoji', '😀🇷🇺👩‍👩‍👧'],
      ['for signs', '-- ... "" ()'],
      ['for one letter', 'x'],
      ['for 200 letters', 'a'.repeat(200)],
      ['for 200 words', 'bin '.repeat(200)],
      ['for 100,000 letters', 'Zq'.repeat(50_000)],
      ['for text that looks like a pattern', '.*(a+)+$ [^]'],
      ['for the names of built-in properties', '__proto__ constructor'],
      ['for half a surrogate pair', '\ud83d'],
    ])('%s', (_what, name) => {
      expect(find({ name, type: 'any' })).toEqual([]);
      expect(find({ name, type: 'company' })).toEqual([]);
    });

    it('for a person who is on no list', () => expect(find({ name: 'Heidi Ursula Brunner' })).toEqual([]));
    it('in an index without entries', () =>
      expect(new ScreeningIndex([]).search({ type: 'any', name: 'Jane' })).toEqual([]));
    it('for unknown wallets and identifiers', () =>
      expect(find({ wallets: ['', '0x'], identifiers: [{ type: 'passport', value: '' }] })).toEqual([]));
  });

  describe('finds a person', () => {
    it.each([
      ['by the exact name', 'Mohammed ALI', 'a2'],
      ['whatever the order', 'PUTIN, Vladimir Vladimirovich', 'a4'],
      ['without the middle name', 'vladimir putin', 'a4'],
      ['with further names', 'Dr. Abd al-Rahman Yusuf Zaghawi', 'a3'],
      ['in Cyrillic', 'Владимир Путин', 'a4'],
      ['in Arabic', 'محمد علي', 'a2'],
      ['in another romanisation', 'Muhamad Aly', 'a2'],
      ['with the parts joined', 'Abdulrahman Zaghawi', 'a3'],
      ['with the parts split differently', "'Abd ar Rahman al Zaghawi", 'a3'],
      ['when two words are written as one', 'Kim Jongun', 'a5'],
      ['when the spaces are missing', 'VladimirVladimirovichPutin', 'a4'],
      ['with typing mistakes', 'Vladmir Vladimirovihc Putin', 'a4'],
      ['without accents', 'Angel Nunez Ibanez', 'a8'],
      ['in full-width letters', 'Ｖｌａｄｉｍｉｒ Ｐｕｔｉｎ', 'a4'],
      ['with invisible characters inside', 'Vladi\u200bmir Pu\u00adtin', 'a4'],
      ['by an initial', 'V. Vladimirovich Putin', 'a4'],
    ])('%s', (_how, name, expected) => expect(ids(find({ name }))).toContain(expected));

    it('by any alias of the subject', () =>
      expect(ids(find({ name: 'Somebody Else', aliases: ['Vladimir Putin'] }))).toEqual(['a4']));

    it('and says which of the names it was', () => {
      const match = find({ name: 'Usama Bin Laden' })[0];
      expect(match?.matchedName).toEqual({ value: 'Usama BIN LADEN', kind: 'strong_alias' });
      expect(match?.name).toBe('Osama bin Muhammad BIN LADIN');
    });
  });

  describe('finds an organisation or vessel', () => {
    it('without its legal form', () =>
      expect(ids(find({ type: 'company', name: 'Sberbank Russia' }))).toEqual(['a6']));
    it('in another legal form', () =>
      expect(ids(find({ type: 'company', name: 'SIEMENS AG' }))).toEqual(['b9']));
    it('only when individuals are not asked for', () => expect(find({ name: 'Siemens AG' })).toEqual([]));
    it('of any type', () => expect(ids(find({ type: 'any', name: 'HAP JANG GANG 6' }))).toEqual(['a7']));
    it('but not strongly when the number is another', () => {
      expect(
        find({ type: 'any', name: 'HAP JANG GANG 7' }).filter(({ strength }) => strength === 'strong'),
      ).toEqual([]);
    });
  });

  describe('is careful', () => {
    it('with one word of a longer name', () => {
      for (const name of ['Vladimir', 'Putin', 'Mohammed', 'Muhammad', 'Kim']) {
        expect(find({ name }, { minScore: 0 }).filter(({ strength }) => strength === 'strong')).toEqual([]);
      }
    });

    it('with an exact common name and another date of birth', () => {
      const [match] = find({ name: 'Mohammed Ali', dob: '1985-01-20' }, { minScore: 0 });
      expect(match?.sourceId).toBe('2');
      expect(match?.score).toBeLessThan(strongScore);
      expect(match?.evidence).toContainEqual(
        expect.objectContaining({ kind: 'dob', verdict: 'contradicts' }),
      );
    });

    it('with weak aliases', () => {
      expect(only(find({ name: 'The Director' }))).toMatchObject({
        strength: 'potential',
        matchedName: { kind: 'weak_alias' },
      });
    });
  });

  describe('weighs evidence', () => {
    const score = (more: Partial<Subject>) =>
      find({ name: 'Usama bin Ladin', ...more }, { minScore: 0, lists: ['a'] })[0]?.score ?? 0;

    it('so that agreement raises and contradiction lowers the score', () => {
      const plain = score({});
      expect(score({ dob: '1957-07-30' })).toBeGreaterThan(score({ dob: '1957' }));
      expect(score({ dob: '1957' })).toBeGreaterThan(plain);
      expect(score({ dob: '1957-08-30' })).toBe(plain);
      expect(score({ dob: '1962-07-30' })).toBeLessThan(plain);
      expect(score({ dob: '1985-07-30' })).toBeLessThan(score({ dob: '1962-07-30' }));
      expect(score({ countries: ['YE'] })).toBeGreaterThan(plain);
      expect(score({ countries: ['CH'] })).toBeLessThan(plain);
      expect(score({ gender: 'F' })).toBeLessThan(plain);
      expect(score({ gender: 'male' })).toBe(plain);
    });

    it('of a circa date within two years', () => {
      const [match] = find({ name: 'Mohammed Ali', dob: '1963-05-05' });
      expect(match?.evidence[1]).toMatchObject({ kind: 'dob', verdict: 'agrees' });
    });

    it('and leaves out what one side does not know', () => {
      const [match] = find({ name: 'Kim Jong Un', dob: '1984-01-08', countries: ['KP'], gender: 'male' });
      expect(match?.evidence.map(({ kind }) => kind)).toEqual(['name']);
    });

    it('so that the weights add up to the score, in words for a reviewer', () => {
      const subject = { name: 'Usama bin Ladn', dob: '1957', countries: ['SA', 'CH'], gender: 'male' };
      const [match] = find({
        ...subject,
        identifiers: [{ type: 'passport', value: 'ab 123456', country: 'sa' }],
      });
      const sum = match?.evidence.reduce((total, { weight }) => total + weight, 0);
      expect(sum).toBeCloseTo(match?.score ?? -1, 6);
      expect(match?.evidence.map(({ kind }) => kind)).toEqual([
        'name',
        'dob',
        'country',
        'gender',
        'identifier',
      ]);
      expect(match?.evidence[1]?.detail).toBe('Born 1957; the list says 1957-07-30: compatible');
      expect(match?.evidence[2]?.detail).toBe('Both are linked to Saudi Arabia');
    });
  });

  describe('finds by number and wallet', () => {
    it('without any name', () => {
      const match = only(find({ identifiers: [{ type: 'passport', value: 'ab123456', country: 'SA' }] }));
      expect(match).toMatchObject({ sourceId: '1', strength: 'strong' });
    });
    it('but not a passport of another country or another kind of number', () => {
      expect(find({ identifiers: [{ type: 'passport', value: 'AB123456', country: 'DE' }] })).toEqual([]);
      expect(find({ identifiers: [{ type: 'imo', value: 'AB123456' }] })).toEqual([]);
    });
    it('less surely when nobody says of which country the number is', () => {
      const match = only(find({ identifiers: [{ type: 'passport', value: 'AB123456' }] }));
      expect(match.strength).toBe('potential');
    });
    it('an address whatever its letter case where that does not matter, and whoever holds it', () => {
      const match = only(find({ wallets: ['0X098b716b8aaf21512996dc57eb0615e2383e2f96'] }));
      expect(match).toMatchObject({
        sourceId: '6',
        score: 1,
        evidence: [{ kind: 'wallet', verdict: 'agrees', weight: 1 }],
      });
    });
    it('but not an address that differs in one letter', () =>
      expect(find({ wallets: ['12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9H'] })).toEqual([]));
  });

  describe('obeys the options', () => {
    it('of lists and topics', () => {
      expect(ids(find({ name: 'Osama bin Ladin' }))).toEqual(['b1', 'a1']);
      expect(ids(find({ name: 'Osama bin Ladin' }, { lists: ['a'] }))).toEqual(['a1']);
      expect(ids(find({ name: 'Osama bin Ladin' }, { topics: ['pep', 'crypto'] }))).toEqual(['b1']);
      expect(find({ name: 'Osama bin Ladin' }, { lists: [] })).toEqual([]);
    });
    it('of score and number', () => {
      expect(find({ name: 'Osama bin Ladin' }, { limit: 1 })).toHaveLength(1);
      expect(find({ name: 'Osama bin Ladin' }, { minScore: 1 }).every(({ score }) => score === 1)).toBe(true);
      expect(find({ name: 'Osama bin Ladin' }).every(({ score }) => score >= defaultMinScore)).toBe(true);
    });
  });

  it('answers the same on every run, whatever was asked in between', () => {
    const ask = () =>
      JSON.stringify(find({ type: 'any', name: 'Mohammed bin Ladin', dob: '1957' }, { minScore: 0 }));
    const first = ask();
    find({ type: 'any', name: 'Vladimir Ali' });
    expect(ask()).toBe(first);
  });

  it('keeps the id of an entry and changes its version when the entry changes', () => {
    const once = (dobs: string[]) =>
      new ScreeningIndex([list('a', [entity('1', ['Jane Doe'], { dobs })])]).search({
        type: 'any',
        name: 'Jane Doe',
      })[0];
    expect(once(['1970'])?.entityId).toBe(once(['1971'])?.entityId);
    expect(once(['1970'])?.entityVersion).not.toBe(once(['1971'])?.entityVersion);
  });
});
