import { describe, expect, it } from '@jest/globals';
import { Type, type TSchema } from '@sinclair/typebox';
import fc from 'fast-check';
import { compile } from './schema.js';

/** The mistakes as `pointer code`. */
function mistakes(schema: TSchema, input: unknown, kind?: 'body' | 'query'): string[] {
  const checked = compile(schema, kind)(input);
  return checked.ok ? [] : checked.errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

function details(schema: TSchema, input: unknown): string[] {
  const checked = compile(schema)(input);
  return checked.ok ? [] : checked.errors.map(({ detail }) => detail);
}

const closed = { additionalProperties: false };
const Colour = Type.Union([Type.Literal('red'), Type.Literal('green')]);
const Task = Type.Union([
  Colour,
  Type.Object({ colour: Colour, on_fail: Type.Optional(Type.String()) }, closed),
]);
const Condition = Type.Union([
  Type.Object({ all: Type.Array(Type.String()) }, closed),
  Type.Object({ any: Type.Array(Type.String()) }, closed),
]);
const Kind = Type.Unsafe<unknown>({
  type: 'object',
  discriminator: { propertyName: 'type' },
  required: ['type'],
  oneOf: [
    Type.Object({ type: Type.Literal('circle'), radius: Type.Number({ exclusiveMinimum: 0 }) }, closed),
    Type.Object(
      { type: Type.Literal('square'), side: Type.Integer({ minimum: 1, maximum: 9, default: 3 }) },
      closed,
    ),
  ],
});

describe('one mistake is one entry', () => {
  it.each<[string, TSchema, unknown, string]>([
    ['a number for text', Type.String({ minLength: 2 }), 7, ' wrong_type'],
    ['text for a number', Type.Number({ minimum: 0 }), '7', ' wrong_type'],
    ['text for a whole number', Type.Integer({ minimum: 0 }), '7', ' wrong_type'],
    ['a fraction for a whole number', Type.Integer({ minimum: 0 }), 1.5, ' wrong_type'],
    ['a number beyond a double', Type.Number({ maximum: 1 }), JSON.parse('1e400'), ' out_of_range'],
    ['text for a switch', Type.Boolean(), 'true', ' wrong_type'],
    ['null for an object', Type.Object({ a: Type.String() }), null, ' wrong_type'],
    ['a list for an object', Type.Object({ a: Type.String() }), [], ' wrong_type'],
    ['an object for a list', Type.Array(Type.String(), { minItems: 1 }), {}, ' wrong_type'],
    [
      'text that is too short for its pattern too',
      Type.String({ minLength: 1, pattern: '^a' }),
      '',
      ' too_short',
    ],
    ['text that is too long', Type.String({ maxLength: 1 }), 'ab', ' too_long'],
    ['text of the wrong form', Type.String({ pattern: '^a' }), 'b', ' wrong_format'],
    ['a date that is none', Type.String({ format: 'date' }), '2026-02-30', ' wrong_format'],
    ['half a surrogate pair', Type.String(), '\ud800', ' wrong_format'],
    ['a number that is too small', Type.Number({ minimum: 1 }), 0, ' out_of_range'],
    ['a number that is too large', Type.Number({ maximum: 1 }), 2, ' out_of_range'],
    ['a number at an open limit', Type.Number({ exclusiveMaximum: 1 }), 1, ' out_of_range'],
    ['a list that is too short', Type.Array(Type.String(), { minItems: 1 }), [], ' too_short'],
    ['a list that is too long', Type.Array(Type.String(), { maxItems: 1 }), ['a', 'b'], ' too_long'],
    [
      'an item that stands there before',
      Type.Array(Colour, { uniqueItems: true }),
      ['red', 'red'],
      '/1 not_unique',
    ],
    ['a wrong item', Type.Array(Type.String()), ['a', 1], '/1 wrong_type'],
    ['a property that is missing', Type.Object({ a: Type.String() }), {}, '/a required'],
    ['a property that is not known', Type.Object({}, closed), { 'a/b~': 1 }, '/a~1b~0 unknown_property'],
    [
      'the property __proto__',
      Type.Object({}, closed),
      JSON.parse('{"__proto__":{}}'),
      '/__proto__ unknown_property',
    ],
    [
      'too many properties',
      Type.Record(Type.String(), Type.Unknown(), { maxProperties: 1 }),
      { a: 1, b: 2 },
      ' too_long',
    ],
    ['too few properties', Type.Object({}, { minProperties: 1 }), {}, ' too_short'],
    ['a wrong value under any name', Type.Record(Type.String(), Type.String()), { x: 1 }, '/x wrong_type'],
    ['a name with a NUL', Type.Record(Type.String(), Type.Unknown()), { 'a\0b': 1 }, '/a\0b wrong_format'],
    ['another text than the one allowed', Type.Literal('a'), 'b', ' not_allowed'],
    ['a number for a literal', Type.Literal('a'), 7, ' wrong_type'],
    ['text that is not in an enumeration', Type.Unsafe({ type: 'string', enum: ['a'] }), 'b', ' not_allowed'],
    ['a number for an enumeration', Type.Unsafe({ type: 'string', enum: ['a'] }), 7, ' wrong_type'],
    ['text that is no literal of a union', Colour, 'blue', ' not_allowed'],
    ['a number for a union of literals', Colour, 7, ' not_allowed'],
    ['text that no literal of a nested union is', Task, 'blue', ' not_allowed'],
    ['a type that no branch has', Task, 7, ' wrong_type'],
    ['a wrong part of the branch meant by its type', Task, { colour: 'blue' }, '/colour not_allowed'],
    ['a name too many in the branch meant by its type', Task, { colour: 'red', x: 1 }, '/x unknown_property'],
    [
      'text that is too short, where null would do',
      Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
      '',
      ' too_short',
    ],
    ['a wrong part of the branch meant by its names', Condition, { any: 'x' }, '/any wrong_type'],
    ['a shape that could be either branch', Condition, {}, ' wrong_type'],
    [
      'a mistake deep in a branch',
      Type.Array(Condition),
      [{ all: ['a'] }, { any: ['b', 1] }],
      '/1/any/1 wrong_type',
    ],
    ['a kind that is missing', Kind, {}, '/type required'],
    ['a kind that is not known', Kind, { type: 'line' }, '/type not_allowed'],
    ['a kind that is no text', Kind, { type: 7 }, '/type not_allowed'],
    ['something that has no kind', Kind, 'circle', ' wrong_type'],
    ['a wrong part of the kind meant', Kind, { type: 'circle', radius: 0 }, '/radius out_of_range'],
  ])('%s', (_what, schema, input, expected) => {
    expect(mistakes(schema, input)).toEqual([expected]);
  });

  it.each([
    ['limit', { limit: 'many' }, '/limit wrong_type'],
    ['limit', { limit: '0' }, '/limit out_of_range'],
    ['colour', { colour: 'blue' }, '/colour not_allowed'],
    ['colour', { colour: ['red', 'green'] }, '/colour not_allowed'],
  ])('in a query: %s', (_what, query, expected) => {
    const Query = Type.Object({
      limit: Type.Integer({ minimum: 1, default: 20 }),
      colour: Type.Optional(Colour),
    });
    expect(mistakes(Query, query, 'query')).toEqual([expected]);
  });
});

describe('the texts', () => {
  it('name what is allowed', () => {
    expect(details(Colour, 'blue')).toEqual(['must be one of: red, green']);
    expect(details(Kind, { type: 'line' })).toEqual(['must be one of: circle, square']);
    expect(details(Task, 7)).toEqual(['must be string or object']);
  });

  it('never quote what was sent', () => {
    const sent = 'a secret';
    for (const schema of [Colour, Task, Kind, Type.Integer(), Type.String({ format: 'date' })])
      expect(details(schema, sent).join()).not.toContain(sent);
  });
});

describe('every mistake is listed', () => {
  it('at once, each with its own place', () => {
    const Shapes = Type.Object(
      { name: Type.String(), shapes: Type.Array(Kind), tasks: Type.Array(Task) },
      closed,
    );
    const input = {
      shapes: [{ type: 'circle' }, { type: 'square', side: 10, x: 1 }],
      tasks: ['red', 'blue', 1],
      y: 1,
    };
    expect(mistakes(Shapes, input).sort()).toEqual([
      '/name required',
      '/shapes/0/radius required',
      '/shapes/1/side out_of_range',
      '/shapes/1/x unknown_property',
      '/tasks/1 not_allowed',
      '/tasks/2 wrong_type',
      '/y unknown_property',
    ]);
  });

  it('with the rest of the input, defaults filled in', () => {
    const checked = compile(Type.Object({ shape: Kind }, closed))({ shape: { type: 'square' }, x: 1 });
    expect(checked).toMatchObject({ ok: false, rest: { shape: { side: 3 } } });
  });

  it('up to a hundred, and then without the rest', () => {
    const checked = compile(Type.Array(Type.String()))(Array.from({ length: 200_000 }, (_, i) => i));
    expect(checked.ok || { ...checked, errors: checked.errors.length }).toEqual({ ok: false, errors: 100 });
  });
});

describe('a part that a schema uses several times', () => {
  const Inner = Type.Object(
    { n: Type.Integer({ default: 1 }), kind: Type.Optional(Kind), task: Type.Optional(Task) },
    { ...closed, default: {} },
  );
  const Outer = Type.Object(
    { a: Inner, b: Inner, list: Type.Array(Inner, { default: [] }), kinds: Type.Optional(Type.Array(Kind)) },
    closed,
  );

  it('has its defaults filled in everywhere', () => {
    expect(compile(Outer)({ list: [{}] })).toEqual({
      ok: true,
      value: { a: { n: 1 }, b: { n: 1 }, list: [{ n: 1 }] },
    });
  });

  it('has its mistakes told with the places of each use, once', () => {
    const wrong = { n: 'x', kind: { type: 'square', side: 0 }, task: { colour: 'blue' } };
    expect(mistakes(Outer, { a: wrong, list: [{}, wrong], kinds: [{ type: 'line' }] }).sort()).toEqual([
      '/a/kind/side out_of_range',
      '/a/n wrong_type',
      '/a/task/colour not_allowed',
      '/kinds/0/type not_allowed',
      '/list/1/kind/side out_of_range',
      '/list/1/n wrong_type',
      '/list/1/task/colour not_allowed',
    ]);
  });

  it('is compiled once, however often it nests', () => {
    let Nested: TSchema = Type.Object({ end: Type.String() });
    for (let level = 0; level < 18; level++)
      Nested = Type.Object({ left: Type.Optional(Nested), right: Nested }, closed);
    const startedAt = performance.now();
    expect(mistakes(Nested, {})).toEqual(['/right required']);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe('hostile input', () => {
  it('is refused when it nests deeper than anything in the contract', () => {
    const deep = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)) as unknown;
    expect(mistakes(Type.Unknown(), deep)).toEqual([' too_deep']);
  });

  it('does not make a long list of different items slow', () => {
    const items = Array.from({ length: 150_000 }, (_, i) => ({ i }));
    const startedAt = performance.now();
    expect(mistakes(Type.Array(Type.Unknown(), { uniqueItems: true }), items)).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it('is left as it was', () => {
    const input = { shape: { type: 'square' } };
    compile(Type.Object({ shape: Kind }))(input);
    expect(input).toEqual({ shape: { type: 'square' } });
  });

  it('never gives two entries for one place, nor throws', () => {
    const Everything = Type.Object(
      { a: Kind, b: Task, c: Condition, d: Type.Array(Colour, { uniqueItems: true }) },
      closed,
    );
    const check = compile(Everything);
    const part = fc.oneof(fc.jsonValue(), fc.constantFrom({ type: 'circle' }, { all: 1 }, ['red', 'red']));
    fc.assert(
      fc.property(fc.record({ a: part, b: part, c: part, d: part }, { requiredKeys: [] }), (input) => {
        const checked = check(input);
        const places = checked.ok ? [] : checked.errors.map(({ pointer }) => pointer);
        expect(new Set(places).size).toBe(places.length);
        expect(checked.ok).toBe(places.length === 0);
      }),
      { numRuns: 500 },
    );
  });
});
