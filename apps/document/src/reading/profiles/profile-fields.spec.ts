import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type TextLine } from '../text-line.js';
import { findProfileFields, isUsableLabel } from './profile-fields.js';
import { type ProfileField, type ProfileFieldType } from './profile-field.js';

const at = (left: number, top: number, text: string, confidence = 1): TextLine => ({
  text,
  confidence,
  left,
  right: left + text.length * 5,
  top,
  bottom: top + 10,
});

const field = (type: ProfileFieldType, labels: string[], more: Partial<ProfileField> = {}): ProfileField => ({
  name: 'wanted',
  type,
  labels,
  ...more,
});

const source = 'text_layer';
const find = (profile: ProfileField | ProfileField[], ...lines: TextLine[]) =>
  findProfileFields([profile].flat(), { lines, source });
const valueOf = (profile: ProfileField | ProfileField[], ...lines: TextLine[]) =>
  find(profile, ...lines)['wanted']?.value;

const policy = field('text', ['Policy number']);

describe('the fields of a profile', () => {
  it('are absent without their label, and without a value of the right form at it', () => {
    expect(find(policy, at(0, 0, 'AB 12'))).toEqual({});
    expect(find(policy, at(0, 0, 'Policy number'))).toEqual({});
    expect(find(policy, at(0, 0, 'Policy number:'), at(0, 200, 'far below'))).toEqual({});
    expect(find(policy, at(0, 0, 'Policy number:'), at(300, 0, 'far right'))).toEqual({});
    expect(find(field('date', ['Since']), at(0, 0, 'Since: long ago'))).toEqual({});
    expect(find(field('country', ['Country']), at(0, 0, 'Country: Nowhere'))).toEqual({});
    expect(find(field('number', ['Total']), at(0, 0, 'Total: see overleaf'))).toEqual({});
    expect(find(policy, at(0, 0, `Policy number: ${'x'.repeat(201)}`))).toEqual({});
  });

  it('are absent when the pattern does not match the whole value', () => {
    const digits = { pattern: '\\d{4}' };
    expect(valueOf(field('text', ['PIN'], digits), at(0, 0, 'PIN: 12345'))).toBeUndefined();
    expect(valueOf(field('text', ['PIN'], digits), at(0, 0, 'PIN: 1234'))).toBe('1234');
    const year = { pattern: '2020-.*' };
    expect(valueOf(field('date', ['Since'], year), at(0, 0, 'Since: 4 March 2020'))).toBe('2020-03-04');
    expect(valueOf(field('date', ['Since'], year), at(0, 0, 'Since: 4 March 2021'))).toBeUndefined();
  });

  it('go on to the next place where the first does not fit', () => {
    const lines = [at(0, 0, 'Policy number'), at(80, 0, 'see below'), at(0, 14, 'AB123')];
    expect(valueOf(field('text', ['Policy number'], { pattern: '[A-Z]{2}\\d+' }), ...lines)).toBe('AB123');
  });

  it('never take the label of another field, or anything with a colon at its end, for a value', () => {
    const other = { ...field('text', ['Branch']), name: 'branch' };
    const lines = [at(0, 0, 'Policy number'), at(0, 14, 'Branch'), at(100, 14, 'Delft')];
    expect(find([policy, other], ...lines)).toEqual({ branch: { value: 'Delft', confidence: 0.9, source } });
    expect(valueOf(policy, at(0, 0, 'Policy number'), at(0, 14, 'Agent:'))).toBeUndefined();
  });

  it.each(['Policy number: AB 12', 'POLICY NUMBER AB 12', 'Pólicy númber : AB 12', 'Policy number | AB 12'])(
    'stand behind their label in the same line: %s',
    (text) => {
      expect(find(policy, at(0, 0, text))).toEqual({ wanted: { value: 'AB 12', confidence: 0.9, source } });
    },
  );

  it('are not shortened by a first word that could pass for a part of the label', () => {
    expect(valueOf(policy, at(0, 0, 'Policy number A 12'))).toBe('A 12');
  });

  it('are found behind labels of many words', () => {
    const label = 'Number under which the deed is kept';
    expect(valueOf(field('text', [label]), at(0, 0, `${label} 77/B`))).toBe('77/B');
  });

  it('are as certain as the reader was of their line', () => {
    const read = find(policy, at(0, 0, 'Policy number', 0.99), at(80, 0, 'AB12', 0.7));
    expect(read['wanted']?.confidence).toBe(0.63);
  });

  it.each<[ProfileFieldType, string, unknown]>([
    ['name', 'Anna-Maria d’Este', 'Anna-Maria d’Este'],
    ['date', '4th March 2020', '2020-03-04'],
    ['date', '25/03/2020', '2020-03-25'],
    ['number', 'EUR 12.500,00', 12500],
    ['country', 'Netherlands', 'NL'],
    ['country', 'Deutschland', 'DE'],
    ['country', 'Allemagne', 'DE'],
    ['country', 'UNITED STATES', 'US'],
    ['country', 'NLD', 'NL'],
    ['country', 'nl', 'NL'],
    ['address', 'Zeestraat 12, 2518 AA Den Haag', 'Zeestraat 12, 2518 AA Den Haag'],
  ])('of the type %s are typed: %s', (type, text, value) => {
    expect(valueOf(field(type, ['Wanted']), at(0, 0, `Wanted: ${text}`))).toBe(value);
  });

  it('have the day and the decimal sign where the rest of the document has them', () => {
    const since = field('date', ['Since']);
    expect(valueOf(since, at(0, 0, 'Since: 03/04/2020'))).toBeUndefined();
    expect(valueOf(since, at(0, 0, 'Since: 03/04/2020'), at(0, 90, 'Printed 25/04/2020'))).toBe('2020-04-03');
    const total = field('number', ['Total']);
    expect(valueOf(total, at(0, 0, 'Total: 1.234'), at(0, 90, 'Fee 0.75'))).toBe(1.234);
  });

  it('of the type address go on below, up to what is no part of it', () => {
    const lines = [
      at(0, 0, 'Insured address'),
      at(0, 14, 'Zeestraat 12,'),
      at(0, 28, '2518 AA Den Haag'),
      at(0, 42, 'Tel. 070 123'),
    ];
    expect(valueOf(field('address', ['Insured address']), ...lines)).toBe('Zeestraat 12, 2518 AA Den Haag');
  });

  it('are taken from the first label that has a value', () => {
    const lines = [
      at(0, 0, 'Policy number'),
      at(0, 100, 'Policy number: X1'),
      at(0, 200, 'Policy number: X2'),
    ];
    expect(valueOf(policy, ...lines)).toBe('X1');
  });

  it('survive names that every object has', () => {
    const odd = { ...policy, name: 'constructor' };
    expect(find(odd, at(0, 0, 'nothing'))).toEqual({});
    expect(Object.hasOwn(find(odd, at(0, 0, 'Policy number: 1')), 'constructor')).toBe(true);
  });
});

describe('properties of finding', () => {
  const word = fc.stringMatching(/^[A-Z][a-z]{3,9}$/);
  const label = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  const value = fc.stringMatching(/^[0-9]{3,8}-[0-9]{2}$/);
  const dressed = (text: string): fc.Arbitrary<string> =>
    fc.constantFrom(
      text,
      text.toUpperCase(),
      text.toLowerCase(),
      `${text}:`,
      `${text} :`,
      text.replace(/e/g, 'é'),
    );

  it('a value right of or below its label is found, however the label is dressed', () => {
    fc.assert(
      fc.property(
        label.chain((text) => fc.tuple(fc.constant(text), dressed(text))),
        value,
        fc.constantFrom('right', 'below'),
        ([plain, printed], text, place) => {
          const top = at(50, 40, printed);
          const beside = place === 'right' ? at(top.right + 20, 41, text) : at(50, 54, text);
          expect(valueOf(field('text', [plain]), top, beside)).toBe(text);
        },
      ),
    );
  });

  it('nothing is invented: every text value stands on the page', () => {
    const line = fc.tuple(fc.nat(400), fc.nat(400), fc.string({ maxLength: 40 }));
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        fc.array(label, { minLength: 1, maxLength: 3 }),
        (page, labels) => {
          const lines = [
            ...page.map(([left, top, text]) => at(left, top, text)),
            at(10, 10, labels[0] ?? ''),
          ];
          const found = valueOf(field('text', labels), ...lines);
          if (found === undefined) return;
          const squeezed = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ');
          expect(lines.some(({ text }) => squeezed(text).includes(String(found)))).toBe(true);
        },
      ),
    );
  });
});

describe('a label', () => {
  it.each(['', ' ', ':', 'x', '№', 'Имя', '名前'])('"%s" says nothing to the reader', (text) =>
    expect(isUsableLabel(text)).toBe(false),
  );
  it.each(['No', 'N°1', 'Élan', 'Größe'])('"%s" can be looked for', (text) =>
    expect(isUsableLabel(text)).toBe(true),
  );
});
