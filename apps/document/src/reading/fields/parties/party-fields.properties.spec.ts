import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type TextLine } from '../../text-line.js';
import { partyFields } from './party-fields.js';

const numRuns = 200;

const at = (left: number, top: number, text: string, height = 10): TextLine => ({
  ...{ text, confidence: 1, left, right: left + text.length * 5, top, bottom: top + height },
});

/** What company documents are made of, whole and in pieces, in any order. */
const scrap = fc.constantFrom(
  ...[
    'Directors',
    'Director',
    'Shareholders',
    'Gesellschafter',
    'Beneficial owners',
    'Register of members',
    'Members',
  ],
  ...[
    'Jane',
    'Doe',
    'John Smith',
    'Doe, Anna',
    'van der Berg',
    'Acme',
    'Ltd',
    'GmbH & Co. KG',
    'Müller',
    'MARY ANN LEE',
  ],
  ...[
    '40 %',
    '(59,5%)',
    '140%',
    '> 25 %',
    '400 shares',
    'EUR 10.000,00',
    '40',
    '1.',
    '•',
    '-',
    '–',
    '|',
    ':',
    ';',
    ',',
  ],
  ...[
    'and',
    'und',
    'Name',
    'Nationality',
    'Shareholding',
    'Voting %',
    '12 High Street',
    'New York',
    'Page 2',
    'resigned',
  ],
  ...[
    '*01.02.1970',
    'Secretary',
    'the company',
    '\uE000',
    '(',
    ')',
    'Total',
    'Name: Bo Ek',
    'Share: 20 %',
    '',
  ],
);
const words = fc.array(
  fc.oneof({ weight: 8, arbitrary: scrap }, fc.string({ unit: 'grapheme', maxLength: 12 })),
  {
    maxLength: 6,
  },
);
const text = words.map((parts) => parts.join(' ').replace(/\s+/g, ' ').trim());
const heading = fc.constantFrom(
  'Directors',
  'Directors:',
  'Shareholders',
  'Beneficial owners',
  'Gesellschafter:',
);
const known = fc.constantFrom(
  'Jane Doe',
  'John Smith',
  'Doe, Anna',
  'Jan van der Berg',
  'Acme (UK) Ltd',
  'Bo Ek',
);
const joint = fc.constantFrom(' ', ', ', ' – ', ' and ', '; ', ' (', ') ', ': ', ',');
const entry = fc
  .tuple(fc.option(scrap), joint, known, joint, fc.option(scrap))
  .map((parts) => parts.join('').trim());
const row = fc.tuple(
  fc.oneof(heading, known, known, entry, text, scrap),
  fc.option(fc.oneof(scrap, known), { freq: 2 }),
);

/** Rows as in a list, some of them indented or apart, with pieces in a second column; and pieces strewn about. */
const scraps = fc
  .tuple(
    fc.array(fc.tuple(row, fc.constantFrom(0, 0, 0, 10, 60), fc.constantFrom(14, 14, 14, 14, 20, 40)), {
      maxLength: 25,
    }),
    fc.array(fc.tuple(fc.oneof(heading, text), fc.nat(300), fc.nat(300), fc.constantFrom(10, 14, 0)), {
      maxLength: 3,
    }),
  )
  .map(([rows, strewn]) => {
    let top = 0;
    const listed = rows.flatMap(([[first, second], left, step]) => {
      top += step;
      return [at(left, top, first), ...(second === null ? [] : [at(left + 200, top, second)])];
    });
    return [...listed, ...strewn.map(([said, left, y, height]) => at(left, y, said, height))];
  });

const letters = 'abcdefghiklmnoprstuvz';
const name = fc
  .tuple(...[0, 1].map(() => fc.string({ unit: fc.constantFrom(...letters), minLength: 4, maxLength: 9 })))
  .map((parts) => parts.map((part) => `Q${part}`).join(' '));
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 6 });
const shares = fc.integer({ min: 1, max: 16 });

/** In one piece, or at the end of one and the beginning of another, where a list goes on in the next line. */
const isWritten = (person: string, pieces: readonly string[]): boolean =>
  pieces.some((piece) => piece.includes(person)) ||
  [...person.matchAll(/(?<=,|\s(?:and|und|et|en)) /gi)].some(
    ({ index }) =>
      pieces.some((piece) => piece.endsWith(person.slice(0, index))) &&
      pieces.some((piece) => piece.startsWith(person.slice(index + 1))),
  );

describe('party fields, whatever the page', () => {
  it('never fail, name nobody who is not written there, and give no share that is not', () => {
    let found = 0;
    fc.assert(
      fc.property(scraps, (lines) => {
        const { directors, shareholders } = partyFields(lines, 'text_layer');
        const apart = lines.map((line) => line.text.normalize('NFC').replace(/\s+/g, ' '));
        const people = [...(directors?.value ?? []), ...(shareholders?.value ?? []).map((one) => one.name)];
        found += people.length;
        expect(people.filter((person) => !isWritten(person, apart))).toEqual([]);
        const numbers = apart.join(' ').replace(/,(?=\d)/g, '.');
        for (const { share } of shareholders?.value ?? []) {
          if (share === undefined) continue;
          expect(share >= 0 && share <= 100 && numbers.includes(String(share))).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(found).toBeGreaterThan(500);
  });

  it('are the same in whichever order the sections stand', () => {
    const section = fc.constantFrom('Directors', 'Shareholders', 'Secretary', 'Registered office');
    fc.assert(
      fc.property(fc.array(fc.tuple(section, names), { maxLength: 5 }), (sections) => {
        const pageOf = (blocks: typeof sections) => {
          let top = 0;
          return blocks.flatMap(([heading, listed]) => {
            const lines = [heading, ...listed].map((said) => at(0, (top += 14), said));
            top += 60;
            return lines;
          });
        };
        const found = (blocks: typeof sections) => {
          const { directors, shareholders } = partyFields(pageOf(blocks), 'text_layer');
          return [directors?.value, shareholders?.value.map((one) => one.name)].map((list) =>
            [...(list ?? [])].sort(),
          );
        };
        expect(found([...sections].reverse())).toEqual(found(sections));
        const expected = ['Directors', 'Shareholders'].map((kind) => [
          ...new Set(sections.filter(([heading]) => heading === kind).flatMap(([, listed]) => listed)),
        ]);
        expect(found(sections)).toEqual(expected.map((list) => list.sort()));
      }),
      { numRuns },
    );
  });

  it.each<[string, (name: string, share: number, i: number) => string[]]>([
    ['after a dash', (person, share) => [`${person} – ${share} %`]],
    ['in brackets', (person, share) => [`${person} (${share}%)`]],
    ['before the name', (person, share) => [`${share} % ${person}`]],
    ['in numbered lists', (person, share, i) => [`${i + 1}. ${person}, ${share},0 %`]],
    ['in a column', (person, share) => [person, 'British', `${share}.5 %`]],
  ])('find every holder and share %s', (_how, row) => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, shares), { selector: ([one]) => one, maxLength: 5 }),
        (holders) => {
          const lines = holders.flatMap(([person, share], i) =>
            row(person, share, i).map((said, column) => at(column * 150, 14 + i * 14, said)),
          );
          const { shareholders } = partyFields([at(0, 0, 'Shareholders'), ...lines], 'text_layer');
          const found = (shareholders?.value ?? []).map(({ name: person, share }) => [
            person,
            Math.floor(share ?? -1),
          ]);
          expect(found).toEqual(holders);
        },
      ),
      { numRuns },
    );
  });

  it.each<[string, TextLine[]]>([
    [
      'headings',
      Array.from({ length: 20_000 }, (_, i) => at((i % 3) * 100, Math.floor(i / 3) * 14, 'Shareholders')),
    ],
    [
      'entries',
      Array.from({ length: 20_000 }, (_, i) => at(0, i * 14, i === 0 ? 'Directors' : `${i}. Jane Doe`)),
    ],
    ['pieces in a row', Array.from({ length: 5_000 }, (_, i) => at(i, 0, i % 2 ? 'Shareholders' : 'Name'))],
    ...['Aa, ', '(', '1 ', '. ', ' - ', 'A. ', '1,', 'Aa and ', 'Aa; ', '1 % '].map(
      (part): [string, TextLine[]] => [
        `"${part}"`,
        [
          at(0, 0, `Directors: Jane Doe ${part.repeat(30_000)}`),
          at(0, 14, part.repeat(30_000)),
          at(0, 28, `Directors: ${part.repeat(900)}`),
          at(0, 42, 'Shareholders'),
          at(0, 56, part.repeat(50)),
          at(0, 70, part.repeat(30_000)),
        ],
      ],
    ),
    // What grew with the square of these would not end within the time of a test.
  ])('are searched for, to an end, among any number of %s', (_what, lines) => {
    expect(() => partyFields(lines, 'text_layer')).not.toThrow();
  });
});
