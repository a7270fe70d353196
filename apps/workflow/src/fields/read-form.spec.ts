import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FieldDefinition } from './field-definition.js';
import { readForm } from './read-form.js';

const today = '2026-11-23';

function aField(type: string, options: Record<string, unknown> = {}): FieldDefinition {
  return { field_id: 'field', name: 'Field', type, required: true, ...options };
}

/** The code of the one mistake, or the value that was kept. */
function read(field: FieldDefinition, value: unknown): unknown {
  const result = readForm([field], { field: value }, today);
  return result.ok ? result.values['field'] : `refused: ${result.errors.map((e) => e.code).join(' ')}`;
}

describe('a form', () => {
  it('that is no object is refused', () => {
    for (const data of [null, [], 'text', 7]) {
      const result = readForm([aField('text')], data, today);
      expect(result).toMatchObject({ ok: false, errors: [{ pointer: '/data', code: 'wrong_type' }] });
    }
  });

  it('reports every wrong field at once, each with its pointer', () => {
    const fields = [
      aField('text', { field_id: 'a' }),
      aField('email', { field_id: 'b' }),
      aField('text', { field_id: 'c', required: false }),
    ];
    const result = readForm(fields, { b: 'nobody', 'x/y~z': 1 }, today);
    expect(result).toEqual({
      ok: false,
      errors: [
        { pointer: '/data/a', code: 'required', detail: 'is required' },
        { pointer: '/data/b', code: 'wrong_format', detail: 'must be an e-mail address' },
        { pointer: '/data/x~1y~0z', code: 'unknown_property', detail: 'is no field of this form' },
      ],
    });
  });

  it('never quotes a submitted value in an error', () => {
    fc.assert(
      fc.property(fc.constantFrom('name', 'date', 'country', 'email', 'phone', 'select'), (type) => {
        const secret = 'zq#7Vx<secret>';
        const result = readForm([aField(type, { options: ['A'] })], { field: secret }, today);
        expect(JSON.stringify(result)).not.toContain('zq#7Vx');
      }),
    );
  });

  it('survives whatever JSON is sent to it', () => {
    const fields = ['text', 'name', 'date', 'country', 'email', 'phone', 'select'].map((type) =>
      aField(type, { field_id: type, name_type: 'individual', options: ['A'], multiple: false }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...fields), (value, field) => {
        readForm(fields, value, today);
        readForm(fields, { [field.field_id]: value }, today);
      }),
      { numRuns: 500 },
    );
  });

  it('takes the default of a field that is left out', () => {
    expect(read(aField('text', { default_value: 'given' }), '')).toBe('given');
  });

  it('does not keep an optional field that is left out', () => {
    expect(readForm([aField('text', { required: false })], {}, today)).toEqual({ ok: true, values: {} });
  });
});

describe('a text', () => {
  it.each([
    [7, {}, 'refused: wrong_type'],
    ['ab', { min_length: 3 }, 'refused: too_short'],
    ['abcd', { max_length: 3 }, 'refused: too_long'],
    ['abc', { pattern: '[0-9]+' }, 'refused: wrong_format'],
    ['a\u0007b', {}, 'refused: wrong_format'],
    ['a'.repeat(50_001), {}, 'refused: too_long'],
    ['12', { pattern: '[0-9]+' }, '12'],
    ['a\n\tb', {}, 'a\n\tb'],
    ['  e\u0301  ', {}, 'é'],
  ])('%j with %j gives %j', (value, options, expected) => {
    expect(read(aField('text', options), value)).toBe(expected);
  });

  it('is matched in linear time whatever the pattern', () => {
    const pattern = '(a+)+$';
    expect(read(aField('text', { pattern }), `${'a'.repeat(5_000)}!`)).toBe('refused: wrong_format');
  });
});

describe('a name', () => {
  it.each([
    ['', 'refused: required'],
    ['12345', 'refused: wrong_format'],
    ['R2 D2', 'refused: wrong_format'],
    ['<script>', 'refused: wrong_format'],
    ['Ann\u0000a', 'refused: wrong_format'],
    ['a'.repeat(201), 'refused: too_long'],
    ['Ann‘Lee', 'refused: wrong_format'],
    ['Ann\tLee', 'refused: wrong_format'],
    ["  Seán   O'Neill-Ó Dónaill, Jr. ", "Seán O'Neill-Ó Dónaill, Jr."],
    ['Zoe\u0308', 'Zoë'],
    ['محمد', 'محمد'],
  ])('of a person %j gives %j', (value, expected) => {
    expect(read(aField('name', { name_type: 'individual' }), value)).toBe(expected);
  });

  it.each([
    ['7-Eleven & Co. (Europe) B.V.', '7-Eleven & Co. (Europe) B.V.'],
    ['Evil <b> Ltd', 'refused: wrong_format'],
    ['Evil\u202eLtd', 'refused: wrong_format'],
    ['A–Z \\ {Söhne} ~ 2', 'A–Z \\ {Söhne} ~ 2'],
    ['4711', 'refused: wrong_format'],
  ])('of a company %j gives %j', (value, expected) => {
    expect(read(aField('name', { name_type: 'company' }), value)).toBe(expected);
  });
});

describe('a date', () => {
  it.each([
    ['2026-02-29', {}, 'refused: wrong_format'],
    ['23/11/2026', {}, 'refused: wrong_format'],
    [20261123, {}, 'refused: wrong_type'],
    ['2008-11-24', { max_date: 'today-18y' }, 'refused: out_of_range'],
    ['2008-11-23', { max_date: 'today-18y' }, '2008-11-23'],
    ['2026-11-22', { min_date: 'today' }, 'refused: out_of_range'],
    ['2024-02-29', {}, '2024-02-29'],
    ['2026-11-23', { max_date: 'today+999y' }, '2026-11-23'],
  ])('%j with %j gives %j', (value, options, expected) => {
    expect(read(aField('date', options), value)).toBe(expected);
  });
});

describe('a country', () => {
  it.each([
    ['Atlantis', 'refused: not_allowed'],
    ['XX', 'refused: not_allowed'],
    [31, 'refused: wrong_type'],
    ['nl', 'NL'],
    ['PRK', 'KP'],
    ['Germany', 'DE'],
  ])('%j gives %j', (value, expected) => {
    expect(read(aField('country'), value)).toBe(expected);
  });
});

describe('an e-mail address', () => {
  it.each([
    ['nobody', {}, 'refused: wrong_format'],
    ['a@b', {}, 'refused: wrong_format'],
    ['a@-b.com', {}, 'refused: wrong_format'],
    ['a b@c.org', {}, 'refused: wrong_format'],
    ['a@b.org\r\nBcc: x@y.z', {}, 'refused: wrong_format'],
    ['x@mailinator.com', { block_disposable: true }, 'refused: disposable_email'],
    ['x@mailinator.com', { block_disposable: false }, 'x@mailinator.com'],
    ['x@eu.mailinator.com', { block_disposable: true }, 'refused: disposable_email'],
    ['root@localhost', {}, 'refused: wrong_format'],
    ['root@localhost', { validate_email: false }, 'root@localhost'],
    ['a b@localhost', { validate_email: false }, 'refused: wrong_format'],
    ['<a>@localhost', { validate_email: false }, 'refused: wrong_format'],
    ['@localhost', { validate_email: false }, 'refused: wrong_format'],
    [`${'a'.repeat(65)}@example.org`, {}, 'refused: wrong_format'],
    ['First.Last+Tag@Example.ORG', {}, 'First.Last+Tag@example.org'],
    ['jo@bücher.example', {}, 'jo@xn--bcher-kva.example'],
  ])('%j with %j gives %j', (value, options, expected) => {
    expect(read(aField('email', options), value)).toBe(expected);
  });
});

describe('a telephone number', () => {
  it.each([
    ['12', {}, 'refused: wrong_format'],
    ['0612345678', {}, 'refused: wrong_format'],
    ['+31 10 123 4567', { require_mobile: true }, 'refused: not_mobile'],
    ['call me at +31 6 12345678', {}, 'refused: wrong_format'],
    ['+31 6 12345678 ext. 5', {}, 'refused: wrong_format'],
    ['+31 6 12345678', { require_mobile: true }, '+31612345678'],
    ['0612345678', { format: 'national', default_country: 'NL' }, '+31612345678'],
  ])('%j with %j gives %j', (value, options, expected) => {
    expect(read(aField('phone', { format: 'international', ...options }), value)).toBe(expected);
  });
});

describe('a choice', () => {
  const options = ['No', { value: 'yes', label: 'Yes, of course' }];

  it.each([
    ['Maybe', false, 'refused: not_allowed'],
    ['Yes, of course', false, 'refused: not_allowed'],
    ['yes', false, 'yes'],
    ['yes', true, 'refused: wrong_type'],
    [['yes', 'yes'], true, 'refused: not_unique'],
    [['yes', 'No'], true, ['yes', 'No']],
  ])('%j with multiple %j gives %j', (value, multiple, expected) => {
    expect(read(aField('select', { options, multiple }), value)).toEqual(expected);
  });
});
