import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DocumentView } from '#libs/contracts';
import { checkFields } from './check-fields.js';
import type { FieldDefinition } from './field-definition.js';
import { readForm } from './read-form.js';
import { fieldTypes } from './registry.js';

const today = '2026-11-23';

const field = (type: string, options: Record<string, unknown> = {}): FieldDefinition => ({
  field_id: 'field',
  name: 'Field',
  type,
  required: true,
  ...options,
});

/** The value that was kept, or the codes of what is wrong with their places. */
function read(
  type: string,
  value: unknown,
  options: Record<string, unknown> = {},
  documents = files,
): unknown {
  const result = readForm([field(type, options)], { field: value }, today, { documents });
  return result.ok
    ? result.values['field']
    : result.errors.map(({ pointer, code }) => `${pointer.replace('/data/field', '')}:${code}`).join(' ');
}

const file = (doc_id: string, field_id: string): DocumentView => ({
  doc_id,
  step_id: 'form',
  field_id,
  status: 'uploaded',
  content_type: 'application/pdf',
  size: 1,
  uploaded_at: '2026-11-23T10:00:00Z',
  fields: {},
  warnings: [],
  signals: [],
});
const files = [file('doc_1', 'field'), file('doc_2', 'field'), file('doc_3', 'other')];

type Row = [type: string, value: unknown, options: Record<string, unknown>, expected: unknown];

const refused: Row[] = [
  ['number', '7', {}, ':wrong_type'],
  ['number', NaN, {}, ':wrong_type'],
  ['number', Infinity, {}, ':out_of_range'],
  ['number', 1.5, { integer: true }, ':wrong_format'],
  ['number', 2 ** 53, { integer: true }, ':out_of_range'],
  ['number', 4, { min_value: 5 }, ':out_of_range'],
  ['number', 6, { max_value: 5 }, ':out_of_range'],
  ['boolean', 'yes', {}, ':wrong_type'],
  ['boolean', 1, {}, ':wrong_type'],
  ['url', 'javascript:alert(1)', {}, ':wrong_format'],
  ['url', 'example.com', {}, ':wrong_format'],
  ['url', 'https://user:pass@example.com/', {}, ':not_allowed'],
  ['url', 'http://example.com', { require_https: true }, ':not_allowed'],
  ['url', 'ftp://example.com', {}, ':wrong_format'],
  ['url', 'https://', {}, ':wrong_format'],
  ['url', 'https:///example.com', {}, ':wrong_format'],
  ['url', 'https://exa\nmple.com', {}, ':wrong_format'],
  ['url', `https://example.com/${'ä'.repeat(1_500)}`, {}, ':too_long'],
  ['domain', 'https://example.com', {}, ':wrong_format'],
  ['domain', 'example.com:80', {}, ':wrong_format'],
  ['domain', 'ex%61mple.com', {}, ':wrong_format'],
  ['domain', 'a_b.com', {}, ':wrong_format'],
  ['domain', '0x7f.1', {}, ':not_allowed'],
  ['domain', 'com', {}, ':not_allowed'],
  ['domain', 'localhost', {}, ':not_allowed'],
  ['domain', 'shop.github.io', {}, ':not_allowed'],
  ['domain', 'example.com/path', {}, ':wrong_format'],
  ['domain', '192.168.0.1', {}, ':not_allowed'],
  ['domain', 'co.uk', {}, ':not_allowed'],
  ['domain', 'example.notatld', {}, ':not_allowed'],
  ['domain', 'www.example.com', {}, ':not_allowed'],
  ['domain', '-a.com', {}, ':wrong_format'],
  ['volume', '100', { currency: 'EUR', period: 'month' }, ':wrong_type'],
  ['volume', { amount: '1', currency: 'EUR', period: 'year' }, {}, '/amount:wrong_type'],
  ['volume', { amount: -1, currency: 'EUR', period: 'year' }, {}, '/amount:out_of_range'],
  ['volume', { amount: 1, currency: 'XYZ', period: 'year' }, {}, '/currency:not_allowed'],
  ['volume', { amount: 1, currency: 'EUR', period: 'week' }, {}, '/period:not_allowed'],
  ['volume', { amount: 1, currency: 'USD', period: 'year' }, { currency: 'EUR' }, '/currency:not_allowed'],
  ['volume', {}, {}, '/amount:required /currency:required /period:required'],
  ['volume', { amount: NaN, currency: 'EUR', period: 'year' }, {}, '/amount:wrong_type'],
  ['volume', { amount: Infinity, currency: 'EUR', period: 'year' }, {}, '/amount:out_of_range'],
  ['volume', 5, { currency: 'EUR' }, '/period:required'],
  ['volume', { amount: 1, currency: 'EUR', period: 'year', 'x/y': 1 }, {}, '/x~1y:unknown_property'],
  ['address', 'Dam 1, Amsterdam', {}, ':wrong_type'],
  ['address', {}, {}, '/line1:required /city:required /country:required'],
  ['address', { line1: 'Dam 1', city: 'A', country: 'Atlantis' }, {}, '/country:not_allowed'],
  ['address', { line1: '<b>', city: 'A', country: 'NL' }, {}, '/line1:wrong_format'],
  [
    'address',
    { line1: 'Dam 1', city: 'A', country: 'NL' },
    { require_postal_code: true },
    '/postal_code:required',
  ],
  ['file', 'doc_9', {}, ':unknown_document'],
  ['file', 'doc_3', {}, ':unknown_document'],
  ['file', ['doc_1', 'doc_2'], {}, ':too_long'],
  ['file', ['doc_1', 'doc_1'], { allow_multiple: true }, ':not_unique'],
  ['wallet', '1BoatSLRHtKNngkdXEeobR76b53LETtpyU', {}, ':wrong_format'],
  ['wallet', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD0', {}, ':wrong_format'],
  ['wallet', '0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed', {}, ':wrong_format'],
  ['wallet', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5', {}, ':wrong_format'],
  ['wallet', '1BoatSLRHtKNngkdXEeobR76b53LETtpyT', { networks: ['ethereum'] }, ':not_allowed'],
  [
    'entity_list',
    {},
    { item_fields: [field('text', { field_id: 'a' })], min_items: 0, max_items: 9 },
    ':wrong_type',
  ],
  [
    'entity_list',
    [{}],
    { item_fields: [field('text', { field_id: 'a' })], min_items: 2, max_items: 9 },
    ':too_short',
  ],
  [
    'entity_list',
    [{ a: 'x' }, {}, 7],
    { item_fields: [field('text', { field_id: 'a' })], min_items: 0, max_items: 9 },
    '/1/a:required /2:wrong_type',
  ],
  ['object', 7, { fields: [field('text', { field_id: 'a' })] }, ':wrong_type'],
  ['object', { b: 1 }, { fields: [field('text', { field_id: 'a' })] }, '/a:required /b:unknown_property'],
  ['text', '\ud800', {}, ':wrong_format'],
];

const kept: Row[] = [
  ['number', -0, {}, 0],
  ['number', 5, { min_value: 5, max_value: 5, integer: true }, 5],
  ['boolean', false, {}, false],
  ['url', 'HTTPS://EXAMPLE.com:443/ä', {}, 'https://example.com/%C3%A4'],
  ['domain', 'Müller.DE.', {}, 'xn--mller-kva.de'],
  ['domain', 'bücher.example', {}, 'xn--bcher-kva.example'],
  ['domain', 'shop.example.co.uk', { allow_subdomain: true }, 'shop.example.co.uk'],
  ['volume', 100, { currency: 'EUR', period: 'month' }, { amount: 100, currency: 'EUR', period: 'month' }],
  [
    'volume',
    { amount: 1, currency: 'usd', period: 'year' },
    {},
    { amount: 1, currency: 'USD', period: 'year' },
  ],
  [
    'address',
    { line1: '  Dam  1 ', city: 'Amsterdam', country: 'netherlands', region: '' },
    {},
    { line1: 'Dam 1', city: 'Amsterdam', country: 'NL' },
  ],
  ['volume', 5, { currency: 'EUR', period: 'year' }, { amount: 5, currency: 'EUR', period: 'year' }],
  ['file', 'doc_1', {}, 'doc_1'],
  ['file', ['doc_1'], {}, 'doc_1'],
  ['file', 'doc_1', { allow_multiple: true }, ['doc_1']],
  ['file', ['doc_1', 'doc_2'], { allow_multiple: true }, ['doc_1', 'doc_2']],
  ['wallet', '1BoatSLRHtKNngkdXEeobR76b53LETtpyT', {}, '1BoatSLRHtKNngkdXEeobR76b53LETtpyT'],
  ['wallet', '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed', {}, '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
  ['wallet', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', {}, 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
  ['wallet', 'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh', {}, 'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh'],
  ['object', { a: ' x ' }, { fields: [field('text', { field_id: 'a' })] }, { a: 'x' }],
];

describe('the types of fields', () => {
  it.each(refused)('%s refuses %j with %j', (type, value, options, expected) => {
    expect(read(type, value, options)).toBe(expected);
  });

  it.each(kept)('%s keeps of %j with %j', (type, value, options, expected) => {
    expect(read(type, value, options)).toEqual(expected);
  });

  it('never throw, and keep what reads back as itself, whatever is sent', () => {
    const options: Record<string, Record<string, unknown>> = {
      select: { options: ['a', 'b'], multiple: true },
      entity_list: { item_fields: [field('text', { field_id: 'a' })], min_items: 0, max_items: 9 },
      object: { fields: [field('number', { field_id: 'a' })] },
    };
    fc.assert(
      fc.property(fc.constantFrom(...fieldTypes.keys()), fc.jsonValue(), (type, value) => {
        const definition = [field(type, { required: false, ...options[type] })];
        const first = readForm(definition, { field: value }, today, { documents: files });
        if (first.ok) expect(readForm(definition, first.values, today, { documents: files })).toEqual(first);
      }),
      { numRuns: 2_000 },
    );
  });
});

const shownIf = (field_id: string, value: unknown): Record<string, unknown> => ({
  conditional_logic: { show_if: { all: [{ field_id, operator: 'equals', value }] } },
});

describe('conditions', () => {
  const fields = [
    field('boolean', { field_id: 'is_pep' }),
    field('text', { field_id: 'office', ...shownIf('is_pep', true) }),
    field('text', { field_id: 'country', ...shownIf('office', 'minister') }),
  ];

  it('make a hidden field neither required nor kept, and those that depend on it hidden too', () => {
    const data = { is_pep: false, office: 'minister', country: 'x' };
    expect(readForm(fields, data, today)).toEqual({ ok: true, values: { is_pep: false } });
  });

  it('make a shown field what its definition says', () => {
    expect(readForm(fields, { is_pep: true }, today)).toMatchObject({
      ok: false,
      errors: [{ pointer: '/data/office', code: 'required' }],
    });
    expect(readForm(fields, { is_pep: true, office: 'judge' }, today)).toEqual({
      ok: true,
      values: { is_pep: true, office: 'judge' },
    });
  });

  it('are refused in a definition when they name no field, fit no type, or go in a circle', () => {
    const wrong = [
      field('boolean', { field_id: 'a', ...shownIf('nobody', 1) }),
      field('text', {
        field_id: 'b',
        conditional_logic: { show_if: { any: [{ field_id: 'a', operator: 'greater_than', value: 1 }] } },
      }),
      field('text', { field_id: 'c', ...shownIf('d', 'x') }),
      field('text', { field_id: 'd', ...shownIf('c', 'x') }),
    ];
    expect(checkFields(wrong, '', today).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/0/conditional_logic/show_if/all/0/field_id unknown_field',
      '/1/conditional_logic/show_if/any/0/operator operator_not_applicable',
      '/2/conditional_logic circular',
      '/3/conditional_logic circular',
    ]);
  });
});

describe('validation rules', () => {
  it('add an error for each that does not hold, with its message', () => {
    const rules = { validation_rules: [{ operator: 'starts_with', value: 'NL', message: 'Begin with NL.' }] };
    expect(readForm([field('text', rules)], { field: 'DE1' }, today)).toEqual({
      ok: false,
      errors: [{ pointer: '/data/field', code: 'rule_failed', detail: 'Begin with NL.' }],
    });
    expect(read('text', 'NL1', rules)).toBe('NL1');
  });
});
