import { describe, expect, it } from '@jest/globals';
import type { FieldDefinition } from '../../fields/field-definition.js';
import type { CaseAnswer } from '../case.js';
import { aCase } from '../testing/a-case.js';
import { formFieldRules } from './rule.js';

type Rule = Parameters<typeof formFieldRules.evaluate>[0];

const field = (field_id: string, type: string, options: object = {}): FieldDefinition => {
  return { field_id, name: field_id, type, required: false, ...options };
};
const fields = [
  field('note', 'text'),
  field('amount', 'number'),
  field('dob', 'date'),
  field('agrees', 'boolean'),
  field('status', 'select', { options: ['No', { value: 'Yes', label: 'Yes, I am' }] }),
  field('goods', 'select', { options: ['A', 'B'], multiple: true }),
  field('home', 'country'),
  field('turnover', 'volume'),
  field('owners', 'entity_list', { item_fields: [field('share', 'number'), field('pep', 'boolean')] }),
];

function mistakes(field_id: string, operator: Rule['operator'], value?: unknown): string[] {
  const rule = { field_id, operator, action: 'flag' as const, ...(value !== undefined && { value }) };
  return formFieldRules.checkRule(rule, fields).map(({ pointer, code }) => `${pointer} ${code}`);
}

const answer = (type: string, value: unknown, source = 'form:form/x'): CaseAnswer => {
  return { field_id: 'x', type, source, value };
};

function fires(rule: Pick<Rule, 'operator' | 'value'>, ...answers: CaseAnswer[]): boolean {
  const found = formFieldRules.evaluate({ field_id: 'x', action: 'flag', ...rule }, aCase({ answers }));
  return found !== undefined;
}

describe('the definition of a form field rule', () => {
  it.each<[string, Rule['operator'], unknown, ...string[]]>([
    ['none', 'equals', 1, '/field_id unknown_field'],
    ['note', 'greater_than', 'a', '/operator operator_not_applicable'],
    ['status', 'between', ['No', 'Yes'], '/operator operator_not_applicable'],
    ['agrees', 'less_than', true, '/operator operator_not_applicable'],
    ['home', 'starts_with', 'D', '/operator operator_not_applicable'],
    ['amount', 'contains', 1, '/operator operator_not_applicable'],
    ['goods', 'matches', 'A', '/operator operator_not_applicable'],
    ['owners', 'contains', 'A', '/operator operator_not_applicable'],
    ['note', 'is_empty', 'x', '/value not_allowed'],
    ['note', 'equals', undefined, '/value required'],
    ['note', 'equals', 7, '/value wrong_type'],
    ['note', 'starts_with', 7, '/value wrong_type'],
    ['note', 'contains', '', '/value wrong_type'],
    ['note', 'matches', '(', '/value wrong_format'],
    ['note', 'matches', '(?=x)', '/value wrong_format'],
    ['note', 'matches', undefined, '/value required'],
    ['note', 'in', 'A', '/value wrong_type'],
    ['note', 'in', [], '/value wrong_type'],
    ['note', 'in', ['A', 3], '/value/1 wrong_type'],
    ['amount', 'greater_than', '5', '/value wrong_type'],
    ['amount', 'between', [5, 1], '/value wrong_type'],
    ['amount', 'between', ['a', 'b'], '/value/0 wrong_type', '/value/1 wrong_type'],
    ['amount', 'between', [1, 2, 3], '/value wrong_type'],
    ['turnover', 'greater_than', { amount: 5 }, '/value wrong_type'],
    ['dob', 'greater_than', '2026-02-30', '/value wrong_format'],
    ['dob', 'less_than', 'yesterday', '/value wrong_format'],
    ['dob', 'between', ['today', 'today-18y'], '/value out_of_range'],
    ['agrees', 'equals', 'true', '/value wrong_type'],
    ['home', 'equals', 'Germany', '/value not_allowed'],
    ['home', 'in', ['DE', 'ZZ'], '/value/1 not_allowed'],
    ['status', 'equals', 'Maybe', '/value not_allowed'],
    ['status', 'equals', 'Yes, I am', '/value not_allowed'],
    ['goods', 'contains', 'C', '/value not_allowed'],
    ['pep', 'equals', 'yes', '/value wrong_type'],
  ])('on %s: %s %j is refused: %s', (fieldId, operator, value, ...expected) => {
    expect(mistakes(fieldId, operator, value)).toEqual(expected);
  });

  it.each<[string, Rule['operator'], unknown]>([
    ['note', 'matches', '[A-Z]+'],
    ['status', 'not_equals', 'No'],
    ['status', 'starts_with', 'Ye'],
    ['goods', 'contains', 'A'],
    ['goods', 'equals', ['B', 'A']],
    ['goods', 'is_empty', undefined],
    ['dob', 'greater_than', 'today-18y'],
    ['dob', 'between', ['1990-01-01', 'today-18y']],
    ['home', 'not_in', ['DE', 'FR']],
    ['turnover', 'greater_than', 100_000],
    ['share', 'greater_or_equal', 25],
    ['owners', 'is_empty', undefined],
  ])('on %s: %s %j is accepted', (fieldId, operator, value) => {
    expect(mistakes(fieldId, operator, value)).toEqual([]);
  });
});

describe('a form field rule', () => {
  it('does not fire on a field that has no answer, but for is_empty', () => {
    expect(fires({ operator: 'not_equals', value: 'No' }, answer('select', null))).toBe(false);
    expect(fires({ operator: 'is_empty' }, answer('select', null))).toBe(true);
    expect(fires({ operator: 'is_empty' }, answer('select', 'No'))).toBe(false);
    expect(fires({ operator: 'is_empty' })).toBe(true);
    expect(fires({ operator: 'is_not_empty' })).toBe(false);
  });

  it('fires when one item of a list does, and says which', () => {
    const answers = [
      answer('number', 10, 'form:form/owners/0/x'),
      answer('number', 30, 'form:form/owners/1/x'),
    ];
    const rule = { field_id: 'x', operator: 'greater_or_equal', value: 25, action: 'flag' } as const;
    expect(formFieldRules.evaluate(rule, aCase({ answers }))).toEqual({
      code: 'form_field_x',
      inputs: [{ source: 'form:form/owners/1/x', value: 30 }],
    });
  });

  it('compares dates with days that move with the day of the decision', () => {
    const minor = { operator: 'greater_than', value: 'today-18y' } as const;
    expect(fires(minor, answer('date', '2008-11-24'))).toBe(true);
    expect(fires(minor, answer('date', '2008-11-23'))).toBe(false);
    const recent = { operator: 'between', value: ['today-1m', 'today'] } as const;
    expect(fires({ ...recent, value: [...recent.value] }, answer('date', '2026-10-23'))).toBe(true);
    expect(fires({ ...recent, value: [...recent.value] }, answer('date', '2026-10-22'))).toBe(false);
  });

  it('takes `today` in a text for nothing but a word', () => {
    expect(fires({ operator: 'equals', value: 'today' }, answer('text', 'today'))).toBe(true);
  });

  it('compares a volume by its amount', () => {
    const volume = answer('volume', { amount: 120_000, currency: 'EUR', period: 'month' });
    expect(fires({ operator: 'greater_than', value: 100_000 }, volume)).toBe(true);
    expect(fires({ operator: 'between', value: [1, 2] }, volume)).toBe(false);
    expect(fires({ operator: 'is_empty' }, volume)).toBe(false);
    expect(fires({ operator: 'greater_than', value: 1 }, answer('volume', null))).toBe(false);
  });

  it('matches expressions in time that grows with the text alone', () => {
    const rule = { operator: 'matches', value: '(a+)+b' } as const;
    expect(fires(rule, answer('text', 'a'.repeat(10_000)))).toBe(false);
    expect(fires(rule, answer('text', `${'a'.repeat(10_000)}b`))).toBe(true);
  });
});
