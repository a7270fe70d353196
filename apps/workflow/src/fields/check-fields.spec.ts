import { describe, expect, it } from '@jest/globals';
import { Type } from '@sinclair/typebox';
import { compile } from '#libs/platform';
import { checkFields } from './check-fields.js';
import type { FieldDefinition } from './field-definition.js';
import { FieldDefinitionSchema } from './registry.js';

type Part = Record<string, unknown>;

const today = '2026-11-23';
const checkShape = compile(Type.Array(FieldDefinitionSchema));

const field = (type: string, more: Part = {}): Part => ({ field_id: 'x', name: 'X', type, ...more });
const list = (...item_fields: Part[]): Part => field('entity_list', { field_id: 'list', item_fields });
const group = (...fields: Part[]): Part => field('object', { field_id: 'group', fields });
const shownIf = (field_id: string, operator: string, value?: unknown): Part => ({
  conditional_logic: { show_if: { any: [{ field_id, operator, ...(value !== undefined && { value }) }] } },
});

/** The mistakes of some fields as `pointer code`. */
function mistakes(fields: Part[], earlier: Part[] = []): string[] {
  const shape = checkShape(fields);
  const errors = shape.ok
    ? checkFields(shape.value as FieldDefinition[], '', today, earlier as FieldDefinition[])
    : shape.errors;
  return errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

describe('the options of a field', () => {
  it.each<[string, Part, string[]]>([
    ['text', { min_length: 5, max_length: 4 }, ['/0/min_length out_of_range']],
    ['text', { pattern: '(a' }, ['/0/pattern wrong_format']],
    ['text', { pattern: '(?=a)' }, ['/0/pattern wrong_format']],
    [
      'text',
      { min_length: -1, max_length: 1e9 },
      ['/0/min_length out_of_range', '/0/max_length out_of_range'],
    ],
    ['text', { default_value: 7 }, ['/0/default_value wrong_type']],
    ['text', { colour: 'red' }, ['/0/colour unknown_property']],
    ['number', { min_value: 2, max_value: 1 }, ['/0/min_value out_of_range']],
    ['number', { integer: true, default_value: 1.5 }, ['/0/default_value wrong_format']],
    [
      'date',
      { min_date: 'soon', max_date: 'today-1000y' },
      ['/0/min_date wrong_format', '/0/max_date wrong_format'],
    ],
    ['date', { min_date: 'today', max_date: 'today-1d' }, ['/0/min_date out_of_range']],
    ['date', { min_date: '2027-01-01', max_date: 'today' }, ['/0/min_date out_of_range']],
    ['select', { options: [] }, ['/0/options too_short']],
    ['select', { options: ['a', { value: 'a', label: 'A' }] }, ['/0/options/1 not_unique']],
    ['select', { options: ['a'], default_value: 'b' }, ['/0/default_value not_allowed']],
    ['file', { accepted_types: ['pdf', 'docx'] }, ['/0/accepted_types/1 not_allowed']],
    ['file', { max_size_mb: 0 }, ['/0/max_size_mb out_of_range']],
    ['file', { default_value: 'doc_1' }, ['/0/default_value not_allowed']],
    ['phone', { format: 'national' }, ['/0/default_country required']],
    ['phone', { default_country: 'ZZ' }, ['/0/default_country not_allowed']],
    ['country', { country_type: 'birth' }, ['/0/country_type not_allowed']],
    ['name', { entity_role: 'king' }, ['/0/entity_role not_allowed']],
    ['wallet', { networks: ['bitcoin', 'lunar'] }, ['/0/networks/1 not_allowed']],
    ['volume', { currency: 'ABC' }, ['/0/currency not_allowed']],
    ['volume', { period: 'week' }, ['/0/period not_allowed']],
    ['volume', { min_value: 3, max_value: 2 }, ['/0/min_value out_of_range']],
    ['volume', { max_value: -1 }, ['/0/max_value out_of_range']],
    ['volume', { default_value: 5, currency: 'EUR' }, ['/0/default_value/period required']],
    ['entity_list', { item_fields: [] }, ['/0/item_fields too_short']],
    ['entity_list', {}, ['/0/item_fields required']],
    [
      'entity_list',
      { item_fields: [field('text')], min_items: 3, max_items: 2 },
      ['/0/min_items out_of_range'],
    ],
    ['object', { fields: [field('text', { pattern: ')' })] }, ['/0/fields/0/pattern wrong_format']],
    ['object', { fields: [field('text')], default_value: { y: 1 } }, ['/0/default_value/y unknown_property']],
  ])('%s with %j are refused', (type, more, expected) => {
    expect(mistakes([field(type, more)])).toEqual(expected);
  });

  it('that are wrong inside a field do not let its default stop the check', () => {
    const broken = field('object', { fields: [field('text', { pattern: '(' })], default_value: { x: 'a' } });
    expect(mistakes([broken])).toEqual(['/0/fields/0/pattern wrong_format']);
  });

  it.each(['__proto__', '0a', 'a-b', '', 'a'.repeat(65)])('refuse %j as an id', (field_id) => {
    expect(mistakes([{ ...field('text'), field_id }])).toEqual(['/0/field_id wrong_format']);
  });

  it('may nest three levels deep and no deeper', () => {
    expect(mistakes([list(group(field('text')))])).toEqual([]);
    expect(mistakes([list(list(field('text')))])).toEqual([]);
    expect(mistakes([list(group(group(field('text'))))])).toEqual([
      '/0/item_fields/0/fields/0/type not_allowed',
    ]);
  });
});

describe('the validation rules of a field', () => {
  it.each<[string, Part, string]>([
    ['boolean', { operator: 'greater_than', value: 1 }, '/operator operator_not_applicable'],
    ['number', { operator: 'greater_than', value: 'a' }, '/value wrong_type'],
    ['text', { operator: 'matches', value: '(' }, '/value wrong_format'],
    ['text', { operator: 'is_not_empty' }, '/operator not_allowed'],
    ['text', { operator: 'like', value: 'a' }, '/operator not_allowed'],
    ['text', { operator: 'equals', value: 'a', text: 'b' }, '/text unknown_property'],
  ])('of type %s cannot be %j', (type, rule, expected) => {
    expect(mistakes([field(type, { validation_rules: [rule] })])).toEqual([
      `/0/validation_rules/0${expected}`,
    ]);
  });

  it('may be left open, and hold for the default too', () => {
    expect(mistakes([field('text', { validation_rules: null, conditional_logic: null })])).toEqual([]);
    expect(mistakes([field('text', { validation_rules: [] })])).toEqual([]);
    const rules = [{ operator: 'starts_with', value: 'a' }];
    expect(mistakes([field('text', { validation_rules: rules, default_value: 'b' })])).toEqual([
      '/0/default_value rule_failed',
    ]);
  });
});

describe('the condition of a field', () => {
  const place = '/conditional_logic/show_if/any/0';
  const a = field('boolean', { field_id: 'a' });

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['neither all nor any', { show_if: {} }],
    ['both', { show_if: { all: [{ field_id: 'a', operator: 'is_empty' }], any: [] } }],
    ['no clause', { show_if: { all: [] } }],
  ])('cannot say %s', (_what, conditional_logic) => {
    const found = mistakes([a, field('text', { conditional_logic })]);
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) expect(one).toMatch(/^\/1\/conditional_logic/);
  });

  it('names fields beside it, around it or of earlier forms', () => {
    const inner = field('text', { field_id: 'inner', ...shownIf('a', 'equals', true) });
    expect(mistakes([a, list(group(inner))])).toEqual([]);
    expect(mistakes([list(group(inner))], [a])).toEqual([]);
    expect(mistakes([list(group(inner))])).toEqual([
      `/0/item_fields/0/fields/0${place}/field_id unknown_field`,
    ]);
  });

  it('names no field inside another one, nor the one it stands in', () => {
    expect(mistakes([group(a), field('text', shownIf('a', 'equals', true))])).toEqual([
      `/1${place}/field_id unknown_field`,
    ]);
    expect(mistakes([list(field('text', shownIf('list', 'is_not_empty')))])).toEqual([
      '/0 circular',
      `/0/item_fields/0${place}/field_id unknown_field`,
    ]);
  });

  it('fits the type of the field that it names', () => {
    const earlier = [field('select', { field_id: 'pep', options: ['Yes', 'No'] })];
    expect(mistakes([field('text', shownIf('pep', 'equals', 'Maybe'))], earlier)).toEqual([
      `/0${place}/value not_allowed`,
    ]);
    expect(mistakes([field('text', shownIf('pep', 'less_than', 3))], earlier)).toEqual([
      `/0${place}/operator operator_not_applicable`,
    ]);
  });

  it('goes in no circle, also not through what is nested', () => {
    expect(mistakes([field('text', shownIf('x', 'equals', 'a'))])).toEqual(['/0/conditional_logic circular']);
    const owner = list(field('text', { field_id: 'owner', ...shownIf('x', 'equals', 'a') }));
    expect(mistakes([owner, field('text', shownIf('list', 'is_empty'))])).toEqual([
      '/0 circular',
      '/1/conditional_logic circular',
    ]);
  });
});
