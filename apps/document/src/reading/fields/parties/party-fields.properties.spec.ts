import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type TextLine } from '../../text-line.js';
import { partyFields } from './party-fields.js';

const numRuns = 300;

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
const place = fc.record({
  left: fc.constantFrom(0, 5, 60, 120, 240),
  top: fc.constantFrom(...Array.from({ length: 12 }, (_, i) => i * 14)),
  height: fc.constantFrom(10, 10, 14, 0),
});
const scraps = fc.array(
  fc.tuple(place, fc.oneof(text, scrap)).map(([{ left, top, height }, said]) => at(left, top, said, height)),
  { maxLength: 30 },
);

const letters = 'abcdefghiklmnoprstuvz';
const name = fc
  .tuple(...[0, 1].map(() => fc.string({ unit: fc.constantFrom(...letters), minLength: 4, maxLength: 9 })))
  .map((parts) => parts.map((part) => `Q${part}`).join(' '));
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 6 });
const shares = fc.integer({ min: 1, max: 16 });

describe('party fields, whatever the page', () => {
  it('never fail, name nobody who is not written there, and give no share that is not', () => {
    fc.assert(
      fc.property(scraps, (lines) => {
        const { directors, shareholders } = partyFields(lines, 'text_layer');
        const sorted = [...lines].sort((a, b) => a.top - b.top);
        const apart = lines.map((line) => line.text.normalize('NFC'));
        for (const person of [
          ...(directors?.value ?? []),
          ...(shareholders?.value ?? []).map((one) => one.name),
        ]) {
          const isWritten = apart.some((said) => said.includes(person));
          // A name may only go on in the next line where a list does.
          expect(isWritten || /,/.test(sorted.map((line) => line.text).join(' '))).toBe(true);
          expect(person.split(' ').every((word) => apart.some((said) => said.includes(word)))).toBe(true);
        }
        const numbers = apart.join(' ').replace(/,(?=\d)/g, '.');
        for (const { share } of shareholders?.value ?? []) {
          if (share === undefined) continue;
          expect(share >= 0 && share <= 100 && numbers.includes(String(share))).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
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

  it('are found in reasonable time in hostile text', () => {
    const hostile = [
      'Directors:',
      `${'Aa, '.repeat(5_000)}`,
      '('.repeat(20_000),
      '1 '.repeat(20_000),
      '. '.repeat(20_000),
    ];
    const lines = [
      ...Array.from({ length: 20_000 }, (_, i) => at((i % 3) * 100, Math.floor(i / 3) * 14, 'Shareholders')),
      ...hostile.map((said, i) => at(0, 200_000 + i * 14, said)),
      ...hostile.map((said, i) => at(0, 300_000 + i * 14, `Directors: Jane Doe ${said}`)),
      at(0, 400_000, 'Directors'),
      ...Array.from({ length: 5_000 }, (_, i) => at(0, 400_014 + i * 14, `${i + 1}. Jane Doe`)),
    ];
    const began = process.cpuUsage();
    partyFields(lines, 'text_layer');
    const { user, system } = process.cpuUsage(began);
    expect(user + system).toBeLessThan(5_000_000);
  });
});
