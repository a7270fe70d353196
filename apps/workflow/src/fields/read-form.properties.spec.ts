import { describe, expect, it } from '@jest/globals';
import { Type } from '@sinclair/typebox';
import fc from 'fast-check';
import { compile } from '#libs/platform';
import type { DocumentView } from '#libs/contracts';
import { checkFields } from './check-fields.js';
import type { FieldDefinition } from './field-definition.js';
import { nestedFields } from './form-values.js';
import { readForm } from './read-form.js';
import { fieldTypes, FieldDefinitionSchema } from './registry.js';

const today = '2026-11-23';
const checkShape = compile(Type.Array(FieldDefinitionSchema));

const ids = ['a', 'b', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });

const quantity = fc.constantFrom(-5, 0, 1, 2.5, 100);
const limits = { min_value: optional(quantity), max_value: optional(quantity) };
const dateLimit = fc.constantFrom('today', 'today-18y', 'today+3m', '2000-02-29', '2026-11-23');

/** Options of each type, some of which contradict each other. */
const options: Record<string, Record<string, fc.Arbitrary<unknown>>> = {
  text: {
    min_length: optional(fc.nat(5)),
    max_length: optional(fc.integer({ min: 1, max: 9 })),
    pattern: optional(fc.constantFrom('[a-z]+', '(', '(a+)+$', '.*')),
  },
  number: { ...limits, integer: optional(fc.boolean()) },
  date: { min_date: optional(dateLimit), max_date: optional(dateLimit) },
  boolean: {},
  select: { options: fc.constantFrom(['a', 'b'], [{ value: 'x', label: 'X' }]), multiple: fc.boolean() },
  file: { allow_multiple: fc.boolean(), accepted_types: optional(fc.constantFrom(['pdf'], ['image/*'])) },
  email: { validate_email: fc.boolean(), block_disposable: fc.boolean() },
  phone: { require_mobile: fc.boolean(), default_country: optional(fc.constantFrom('NL', 'US')) },
  url: { require_https: fc.boolean() },
  country: { country_type: optional(fc.constantFrom('nationality', 'residence')) },
  name: { name_type: fc.constantFrom('individual', 'company') },
  wallet: { networks: optional(fc.constantFrom(['btc'], ['ethereum', 'solana'])) },
  domain: { allow_subdomain: fc.boolean() },
  volume: { ...limits, currency: optional(fc.constant('EUR')), period: optional(fc.constant('year')) },
  address: { require_postal_code: fc.boolean() },
  entity_list: { min_items: optional(fc.nat(2)), max_items: optional(fc.integer({ min: 1, max: 3 })) },
  object: {},
};

const condition = fc.record({
  field_id: fc.constantFrom(...ids),
  operator: fc.constantFrom('equals', 'is_empty', 'is_not_empty', 'contains', 'greater_than', 'in'),
  value: fc.constantFrom<unknown>('a', 1, true, ['a'], undefined),
});

const definition = (levels: number): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .constantFrom(...fieldTypes.keys())
    .filter((type) => levels > 1 || (type !== 'object' && type !== 'entity_list'))
    .chain((type) =>
      fc.record({
        field_id: fc.constantFrom(...ids),
        name: fc.constant('Field'),
        type: fc.constant(type),
        required: fc.boolean(),
        default_value: optional(anyValue),
        conditional_logic: optional(
          fc.array(condition, { minLength: 1, maxLength: 2 }).map((any) => ({ show_if: { any } })),
        ),
        ...options[type],
        ...(type === 'object' && { fields: set(levels - 1) }),
        ...(type === 'entity_list' && { item_fields: set(levels - 1) }),
      }),
    );
const set = (levels: number): fc.Arbitrary<unknown[]> =>
  fc.uniqueArray(definition(levels), { minLength: 1, maxLength: 4, selector: (one) => one['field_id'] });

const tellingValues = [
  'doc_1',
  'Ann Lee',
  'a',
  '2000-02-29',
  ' X@Example.ORG ',
  '+31 6 12345678',
  'https://EXAMPLE.com/ä?q= x#y',
  'Germany',
  'bücher.example',
  '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
  '\ud800',
  'a\u0000b',
  '',
  '   ',
  Infinity,
  NaN,
  -0,
  1e308,
  null,
  true,
];
const part = { amount: quantity, currency: fc.constantFrom('eur', 'x'), period: fc.constantFrom('year', 1) };
const place = { line1: fc.string(), city: fc.string(), country: fc.constantFrom('NL', 'nowhere') };
const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(...tellingValues),
    fc.string({ unit: 'binary' }),
    fc.jsonValue({ maxDepth: 2 }),
    fc.record(part, { requiredKeys: [] }),
    fc.record(place, { requiredKeys: [] }),
    fc.array(tie('value'), { maxLength: 3 }),
    // As JSON.parse makes it: `__proto__` is a property like any other.
    fc
      .array(fc.tuple(fc.constantFrom(...ids, '__proto__', 'x/y~z'), tie('value')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

/** One document for every id, so that files of any field can be accepted. */
const documents = ids.map((field_id) => ({ doc_id: 'doc_1', field_id }) as DocumentView);

const good: Record<string, unknown[]> = {
  text: ['a', ' B '],
  number: [1, -0],
  date: ['2000-02-29', '2026-11-23'],
  boolean: [true, false],
  select: ['a', 'x', ['a', 'b'], ['x']],
  file: ['doc_1', ['doc_1']],
  email: ['X@Example.ORG'],
  phone: ['+31 6 12345678'],
  url: ['https://EXAMPLE.com/ä?q= x'],
  country: ['Germany', 'NLD'],
  name: ['Ann  Lee', 'Zoe\u0308'],
  wallet: ['0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed', '1BoatSLRHtKNngkdXEeobR76b53LETtpyT'],
  domain: ['Bücher.example', 'shop.example.com'],
  volume: [{ amount: 1, currency: 'eur', period: 'year' }],
  address: [{ line1: 'Dam 1', city: 'Amsterdam', country: 'netherlands', postal_code: '1012 JS' }],
};

/** A value that the field may well take, drawn with `pick`. */
function goodValue(field: FieldDefinition, pick: (below: number) => number): unknown {
  const nested = (): unknown => goodData(nestedFields(field), pick);
  if (field.type === 'object') return nested();
  if (field.type === 'entity_list') return Array.from({ length: 1 + pick(2) }, nested);
  const values = good[field.type] ?? [];
  return values[pick(values.length)];
}

const goodData = (fields: readonly FieldDefinition[], pick: (below: number) => number): object =>
  Object.fromEntries(fields.map((field) => [field.field_id, goodValue(field, pick)]));

const without = (fields: unknown, keys: readonly string[]): unknown =>
  JSON.parse(JSON.stringify(fields, (key, value: unknown) => (keys.includes(key) ? undefined : value)));

/** The definitions as they were read, without what they were refused for where that is enough. */
function acceptedFields(input: unknown): FieldDefinition[] | undefined {
  const optional = [[], ['default_value'], ['conditional_logic'], ['default_value', 'conditional_logic']];
  for (const keys of optional) {
    const shape = checkShape(keys.length > 0 ? without(input, keys) : input);
    if (!shape.ok) continue;
    const fields = shape.value as FieldDefinition[];
    if (checkFields(fields, '', today).length === 0) return fields;
  }
  return undefined;
}

describe('any form with any submission', () => {
  it('is answered without a throw, and what is accepted reads back as itself', () => {
    let accepted = 0;
    const numbers = fc.infiniteStream(fc.nat(1_000));
    fc.assert(
      fc.property(set(3), anyValue, numbers, (input, hostile, stream) => {
        const fields = acceptedFields(input);
        if (!fields) return;
        const pick = (below: number): number => (stream.next().value as number) % below;
        const data = goodData(fields, pick);
        const spoiled = { ...data, [ids[pick(ids.length)] ?? 'a']: hostile };
        for (const submitted of [hostile, data, spoiled]) {
          const form = readForm(fields, submitted, today, { documents });
          if (!form.ok) {
            for (const { pointer } of form.errors) expect(pointer).toMatch(/^\/data/);
            continue;
          }
          accepted++;
          expect(Object.getPrototypeOf(form.values)).toBe(Object.prototype);
          expect(readForm(fields, form.values, today, { documents })).toEqual(form);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(accepted).toBeGreaterThan(500);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it.each([...fieldTypes.keys()])('of type %s keeps what reads back as itself', (type) => {
    const inside = [{ field_id: 'a', name: 'A', type: 'text' }];
    const nested = {
      ...(type === 'object' && { fields: inside }),
      ...(type === 'entity_list' && { item_fields: inside }),
    };
    fc.assert(
      fc.property(fc.record(options[type] ?? {}), anyValue, (more, value) => {
        const fields = acceptedFields([{ field_id: 'a', name: 'A', type, ...more, ...nested }]);
        if (!fields) return;
        const form = readForm(fields, { a: value }, today, { documents });
        if (form.ok) expect(readForm(fields, form.values, today, { documents })).toEqual(form);
      }),
      { numRuns: 500 },
    );
  });
});
