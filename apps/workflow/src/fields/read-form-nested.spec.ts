import { describe, expect, it } from '@jest/globals';
import type { FieldDefinition } from './field-definition.js';
import { readForm, type FormSurroundings } from './read-form.js';

const field = (field_id: string, type: string, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  field_id,
  name: field_id,
  type,
  required: false,
  ...more,
});
const shownIf = (
  field_id: string,
  operator: 'equals' | 'is_empty',
  value?: unknown,
): Partial<FieldDefinition> => ({
  conditional_logic: { show_if: { all: [{ field_id, operator, ...(value !== undefined && { value }) }] } },
});

/** What is kept, or the places of what is wrong. */
function read(fields: FieldDefinition[], data: unknown, surroundings: FormSurroundings = {}): unknown {
  const result = readForm(fields, data, '2026-11-23', surroundings);
  return result.ok ? result.values : result.errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

const owners = field('owners', 'entity_list', {
  required: true,
  min_items: 1,
  max_items: 3,
  item_fields: [
    field('owner', 'name', { required: true, name_type: 'individual' }),
    field('home', 'object', { fields: [field('land', 'country', { required: true })] }),
    field('share', 'number', { min_value: 25, max_value: 100, default_value: 25 }),
  ],
});

describe('nested fields', () => {
  it.each<[unknown, string[]]>([
    [undefined, ['/data/owners required']],
    [null, ['/data/owners required']],
    [{}, ['/data/owners wrong_type']],
    [[], ['/data/owners too_short']],
    [[{}, {}, {}, {}], ['/data/owners too_long']],
    [[null], ['/data/owners/0 wrong_type']],
    [
      [
        { owner: 'R2 D2', home: { land: 'Atlantis' }, share: 7 },
        { owner: 'Ann', 'x/y': 1 },
      ],
      [
        '/data/owners/0/owner wrong_format',
        '/data/owners/0/home/land not_allowed',
        '/data/owners/0/share out_of_range',
        '/data/owners/1/x~1y unknown_property',
      ],
    ],
    [[{ owner: 'Ann', home: {} }], ['/data/owners/0/home/land required']],
  ])('%j have one error for each wrong one, with its place', (value, expected) => {
    expect(read([owners], { owners: value })).toEqual(expected);
  });

  it('are normalised and take their defaults', () => {
    const data = {
      owners: [{ owner: ' Ann  Lee ', home: { land: 'germany' }, share: null }, { owner: 'Bob' }],
    };
    expect(read([owners], data)).toEqual({
      owners: [
        { owner: 'Ann Lee', home: { land: 'DE' } },
        { owner: 'Bob', share: 25 },
      ],
    });
  });

  it('list at most a hundred mistakes of a list that is wrong everywhere', () => {
    const many = Array.from({ length: 50 }, (_, i) => field(`f${i}`, 'text', { required: true }));
    const inner = field('inner', 'entity_list', { min_items: 0, max_items: 200, item_fields: many });
    const outer = field('outer', 'entity_list', { min_items: 0, max_items: 200, item_fields: [inner] });
    const items = Array.from({ length: 200 }, () => ({}));
    expect(read([outer], { outer: items.map(() => ({ inner: items })) })).toHaveLength(100);
  });
});

describe('a value that is left out', () => {
  const fields = [
    field('list', 'select', { options: ['a'], multiple: true, default_value: ['a'] }),
    field('items', 'entity_list', { min_items: 0, max_items: 3, item_fields: [field('x', 'text')] }),
    field('group', 'object', { fields: [field('y', 'text')] }),
  ];

  it('takes its default, which null and an empty list turn down', () => {
    expect(read(fields, {})).toEqual({ list: ['a'] });
    expect(read(fields, { list: null })).toEqual({});
    expect(read(fields, { list: [], items: [], group: {} })).toEqual({});
  });

  it('is missed where it is required, also as an empty list or object', () => {
    const required = fields.map((one) => ({ ...one, required: true, default_value: undefined }));
    const expected = ['/data/list required', '/data/items required', '/data/group required'];
    expect(read(required, {})).toEqual(expected);
    expect(read(required, { list: [], items: [], group: { y: ' ' } })).toEqual(expected);
    expect(read(required, { list: ['a'], items: [{}], group: { y: '1' } })).toEqual([
      '/data/items/0 required',
    ]);
  });
});

describe('a condition', () => {
  const land = field('land', 'country');
  const permit = field('permit', 'text', { required: true, ...shownIf('land', 'equals', 'DE') });

  it('compares what was read, not what was sent, wherever the field stands', () => {
    expect(read([permit, land], { land: 'germany' })).toEqual(['/data/permit required']);
    expect(read([permit, land], { land: 'FR', permit: 'x' })).toEqual({ land: 'FR' });
  });

  it('counts a wrong or hidden value as none', () => {
    expect(read([land, permit], { land: 'nowhere', permit: 'x' })).toEqual(['/data/land not_allowed']);
    const other = field('other', 'text', { required: true, ...shownIf('permit', 'is_empty') });
    expect(read([land, permit, other], { land: 'FR', permit: 'x' })).toEqual(['/data/other required']);
  });

  it('drops a wrong value of a field that it hides', () => {
    expect(read([land, { ...permit, type: 'number' }], { land: 'FR', permit: 'wrong' })).toEqual({
      land: 'FR',
    });
  });

  it('inside a list looks beside it first, then around it, then at earlier forms', () => {
    const inside = (...more: FieldDefinition[]): FieldDefinition[] => [
      field('people', 'entity_list', { min_items: 0, max_items: 9, item_fields: [permit, ...more] }),
    ];
    const person = field('person', 'text');
    const data = {
      people: [
        { land: 'DE', person: 'a' },
        { land: 'FR', person: 'b' },
      ],
    };
    expect(read(inside(land, person), data)).toEqual(['/data/people/0/permit required']);
    expect(read([land, ...inside(person)], { land: 'DE', people: [{ person: 'a' }] })).toEqual([
      '/data/people/0/permit required',
    ]);
    const around = (id: string): unknown => (id === 'land' ? 'DE' : undefined);
    expect(read(inside(person), { people: [{ person: 'a' }] }, { around })).toEqual([
      '/data/people/0/permit required',
    ]);
    expect(read(inside(person), { people: [{ person: 'a' }] })).toEqual({ people: [{ person: 'a' }] });
  });

  it('compares a choice named today as the text that it is, and a date with the day', () => {
    const choice = field('choice', 'select', { options: ['today', 'later'], multiple: false });
    const born = field('born', 'date');
    const fields = [
      choice,
      born,
      field('p', 'text', { required: true, ...shownIf('choice', 'equals', 'today') }),
      field('q', 'text', { required: true, ...shownIf('born', 'equals', 'today-18y') }),
    ];
    expect(read(fields, { choice: 'today' })).toEqual(['/data/p required']);
    expect(read(fields, { born: '2008-11-23' })).toEqual(['/data/q required']);
  });

  it('that goes in a circle ends', () => {
    const a = field('a', 'text', shownIf('b', 'is_empty'));
    const b = field('b', 'text', shownIf('a', 'is_empty'));
    expect(read([a, b], { a: '1', b: '2' })).toEqual(expect.any(Object));
  });
});

describe('names that every object has', () => {
  const fields = [
    field('constructor', 'text'),
    field('toString', 'text', { required: true }),
    field('valueOf', 'text'),
  ];

  it('are fields like any other', () => {
    expect(read(fields, {})).toEqual(['/data/toString required']);
    const values = read(fields, { toString: 'a' }) as object;
    expect(Object.entries(values)).toEqual([['toString', 'a']]);
  });

  it('cannot reach a prototype', () => {
    const data: unknown = JSON.parse('{"toString": "a", "__proto__": {"polluted": 1}}');
    expect(read(fields, data)).toEqual(['/data/__proto__ unknown_property']);
    expect('polluted' in {}).toBe(false);
  });
});
