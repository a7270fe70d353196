import { RE2JS } from 're2js';
import type { FieldError } from '#libs/problems';
import { isAlpha2 } from '../../fields/country/iso-country.js';
import { isCalendarDate, isDateLimit, resolveDateLimit } from '../../fields/date/calendar.js';
import type { FieldDefinition } from '../../fields/field-definition.js';
import type { Operator } from './operators.js';

/** Lists and texts longer than these are no rule that anybody wrote by hand. */
const mostValues = 500;
const longestText = 1_000;

/** What is wrong with a rule's value for its operator and field, or nothing; pointers relative to the rule. */
export function mistakesInValue(operator: Operator, value: unknown, field: FieldDefinition): FieldError[] {
  switch (operator) {
    case 'is_empty':
    case 'is_not_empty':
      return value === undefined ? [] : mistake('not_allowed', 'must be left out for this operator');
    case 'in':
    case 'not_in':
      return eachOf(value, { from: 1, to: mostValues }, (one) => mistakeInOne(one, field));
    case 'between':
      return mistakesInRange(value, field);
    case 'matches':
      return typeof value === 'string' && value.length <= longestText && compiles(value)
        ? []
        : wrong(value, 'must be a regular expression (RE2 syntax)', 'wrong_format');
    case 'starts_with':
    case 'ends_with':
      return isText(value) ? [] : wrong(value, 'must be text');
    case 'contains':
    case 'not_contains':
      if (field.type === 'select' && field['multiple'] === true) return at('', mistakeInOne(value, field));
      return isText(value) ? [] : wrong(value, 'must be text');
    case 'equals':
    case 'not_equals':
    case 'greater_than':
    case 'greater_or_equal':
    case 'less_than':
    case 'less_or_equal':
      return at('', mistakeInOne(value, field));
  }
}

interface Mistake {
  code: string;
  detail: string;
}

const mistake = (code: string, detail: string): FieldError[] => at('', { code, detail });
const at = (place: string, found: Mistake | undefined): FieldError[] =>
  found ? [{ pointer: `/value${place}`, ...found }] : [];
const wrong = (value: unknown, detail: string, code = 'wrong_type'): FieldError[] =>
  value === undefined ? mistake('required', 'is required for this operator') : mistake(code, detail);
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= longestText;

function eachOf(
  value: unknown,
  { from, to }: { from: number; to: number },
  check: (one: unknown) => Mistake | undefined,
): FieldError[] {
  if (!Array.isArray(value)) return wrong(value, 'must be a list');
  if (value.length < from) return mistake('too_short', `must have at least ${from} entries`);
  if (value.length > to) return mistake('too_long', `must have at most ${to} entries`);
  return value.flatMap((one, i) => at(`/${i}`, check(one)));
}

function mistakesInRange(value: unknown, field: FieldDefinition): FieldError[] {
  const errors = eachOf(value, { from: 2, to: 2 }, (one) => mistakeInOne(one, field));
  if (errors.length > 0 || !Array.isArray(value)) return errors;
  const [from, to] = value as [number | string, number | string];
  return isOrdered(from, to) ? [] : mistake('out_of_range', 'must be a lower and an upper limit');
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
  if (value === undefined || value === null)
    return { code: 'required', detail: 'is required for this operator' };
  const check = checks[field.type];
  if (check) return check(value, field);
  const isShort = JSON.stringify(value).length <= longestText;
  return isShort ? undefined : { code: 'too_long', detail: 'is too large to compare with' };
}

type Check = (value: unknown, field: FieldDefinition) => Mistake | undefined;

const ofType =
  (type: 'string' | 'number' | 'boolean', detail: string): Check =>
  (value) =>
    typeof value === type && (typeof value !== 'string' || value.length <= longestText)
      ? undefined
      : { code: 'wrong_type', detail };

const number = ofType('number', 'must be a number');
const textual = ofType('string', 'must be text');

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
    const chosen = field['multiple'] === true && Array.isArray(value) ? value : [value];
    return chosen.length > 0 && chosen.every((one) => options.includes(one))
      ? undefined
      : { code: 'not_allowed', detail: 'must be one of the options of the field' };
  },
};

function optionsOf(field: FieldDefinition): unknown[] {
  const options = (field['options'] ?? []) as readonly (string | { value: string })[];
  return options.map((option) => (typeof option === 'string' ? option : option.value));
}

function compiles(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}
