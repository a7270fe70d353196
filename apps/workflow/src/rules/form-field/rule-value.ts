import type { FieldError } from '#libs/problems';
import { isAlpha2 } from '../../fields/country/iso-country.js';
import { isCalendarDate, isDateLimit, resolveDateLimit } from '../../fields/date/calendar.js';
import type { FieldDefinition } from '../../fields/field-definition.js';
import { mistakeInValue, type Operator } from './operators.js';

/** A text or object longer than this is nothing that a field can be compared with. */
const longestValue = 1_000;

/** What is wrong with a rule's value for its operator and field, or nothing; pointers relative to the rule. */
export function mistakesInValue(operator: Operator, value: unknown, field: FieldDefinition): FieldError[] {
  const detail = mistakeInValue(operator, value);
  if (detail) return [{ pointer: '/value', code: codeFor(operator, value), detail }];
  switch (operator) {
    case 'is_empty':
    case 'is_not_empty':
    case 'matches':
    case 'starts_with':
    case 'ends_with':
      return [];
    case 'in':
    case 'not_in':
      return eachOf(value, field);
    case 'between':
      return mistakesInRange(value as [number | string, number | string], field);
    case 'contains':
    case 'not_contains':
      return at('', isMultiple(field) ? mistakeInOne(value, field) : textual(value, field));
    case 'equals':
    case 'not_equals':
    case 'greater_than':
    case 'greater_or_equal':
    case 'less_than':
    case 'less_or_equal':
      return at('', mistakeInOne(value, field));
  }
}

function codeFor(operator: Operator, value: unknown): string {
  if (value === undefined) return 'required';
  if (operator === 'is_empty' || operator === 'is_not_empty') return 'not_allowed';
  return operator === 'matches' && typeof value === 'string' ? 'wrong_format' : 'wrong_type';
}

interface Mistake {
  code: string;
  detail: string;
}

const at = (place: string, found: Mistake | undefined): FieldError[] =>
  found ? [{ pointer: `/value${place}`, ...found }] : [];

const eachOf = (value: unknown, field: FieldDefinition): FieldError[] =>
  (value as unknown[]).flatMap((one, i) => at(`/${i}`, mistakeInOne(one, field)));

const isMultiple = ({ type, multiple }: FieldDefinition): boolean => type === 'select' && multiple === true;

function mistakesInRange(value: [number | string, number | string], field: FieldDefinition): FieldError[] {
  const errors = eachOf(value, field);
  if (errors.length > 0 || isOrdered(...value)) return errors;
  return at('', { code: 'out_of_range', detail: 'must be a lower and an upper limit' });
}

/** Limits that move with today are compared on any one day; one that moves and one that does not, on none. */
function isOrdered(from: number | string, to: number | string): boolean {
  if (typeof from === 'number' || typeof to === 'number') return from <= to;
  if (isCalendarDate(from) !== isCalendarDate(to)) return true;
  const anyDay = '2000-01-01';
  return resolveDateLimit(from, anyDay) <= resolveDateLimit(to, anyDay);
}

/** What is wrong with one value to compare a field with. */
function mistakeInOne(value: unknown, field: FieldDefinition): Mistake | undefined {
  if (value === null) return { code: 'required', detail: 'must not be null' };
  if (JSON.stringify(value).length > longestValue)
    return { code: 'too_long', detail: 'is too large to compare with' };
  return checks[field.type]?.(value, field);
}

type Check = (value: unknown, field: FieldDefinition) => Mistake | undefined;

const ofType =
  (type: 'string' | 'number' | 'boolean', detail: string): Check =>
  (value) =>
    typeof value === type && value !== '' ? undefined : { code: 'wrong_type', detail };

const number = ofType('number', 'must be a number');
const textual = ofType('string', 'must be text');

/** What a value must be to be compared with a field, by the field's type; others are compared as they are. */
const checks: Readonly<Record<string, Check>> = {
  text: textual,
  name: textual,
  email: textual,
  phone: textual,
  url: textual,
  domain: textual,
  wallet: textual,
  number,
  volume: number,
  boolean: ofType('boolean', 'must be true or false'),
  date: (value) =>
    typeof value === 'string' && isDateLimit(value)
      ? undefined
      : { code: 'wrong_format', detail: 'must be an ISO date, `today`, or like `today-18y`' },
  country: (value) =>
    typeof value === 'string' && isAlpha2(value)
      ? undefined
      : { code: 'not_allowed', detail: 'must be an ISO 3166-1 alpha-2 code' },
  select: (value, field) => {
    const options = optionsOf(field);
    const chosen: unknown[] = isMultiple(field) && Array.isArray(value) ? value : [value];
    return chosen.length > 0 && chosen.every((one) => options.includes(one))
      ? undefined
      : { code: 'not_allowed', detail: 'must be one of the options of the field' };
  },
};

function optionsOf(field: FieldDefinition): unknown[] {
  const options = (field['options'] ?? []) as readonly (string | { value: string })[];
  return options.map((option) => (typeof option === 'string' ? option : option.value));
}
