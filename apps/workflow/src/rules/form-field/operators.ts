import { expressionExpected, isExpression, matchesWithin } from '../../fields/text/expression.js';

/** A comparison of a submitted value with a rule's value. Values that cannot be compared do not match. */
type Comparison = (actual: unknown, expected: unknown) => boolean;

const isEmpty = (v: unknown): boolean =>
  v === undefined || v === null || v === '' || (Array.isArray(v) && v.length === 0);
const text = (v: unknown): string | undefined => (typeof v === 'string' ? v.toLowerCase() : undefined);

/** Equality of plain JSON: lists are sets of choices, objects do not depend on the order of their keys. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((one) => b.some((other) => same(one, other))) &&
      b.every((one) => a.some((other) => same(one, other)))
    );
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) &&
        same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}

/** Equality; of a multiple choice, that the one chosen option is the expected one. */
const equals: Comparison = (a, b) => same(a, b) || (Array.isArray(a) && a.length === 1 && same(a[0], b));

const contains: Comparison = (a, b) => {
  if (Array.isArray(a)) return a.some((one) => same(one, b));
  const [whole, part] = [text(a), text(b)];
  return whole !== undefined && part !== undefined && whole.includes(part);
};

/** Of a multiple choice, that at least one chosen option is in the list. */
const isIn: Comparison = (a, b) =>
  Array.isArray(b) &&
  b.some((one) => equals(a, one) || (Array.isArray(a) && a.some((chosen) => same(chosen, one))));

/** Numbers compare as numbers, ISO dates in code-point order, which is that of the calendar. */
function compare(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return undefined;
}

const compares =
  (accepts: (order: number) => boolean): Comparison =>
  (a, b) => {
    const order = compare(a, b);
    return order !== undefined && accepts(order);
  };

const atLeast = compares((order) => order >= 0);
const atMost = compares((order) => order <= 0);

const both =
  (test: (whole: string, part: string) => boolean): Comparison =>
  (a, b) => {
    const [whole, part] = [text(a), text(b)];
    return whole !== undefined && part !== undefined && test(whole, part);
  };

/** Negations hold only for a value that is there: an unanswered question is not an answer other than "No". */
const unless =
  (comparison: Comparison): Comparison =>
  (a, b) =>
    !isEmpty(a) && !comparison(a, b);

/** What each operator means. Texts are compared without regard to case, but for `equals`, `in` and `matches`. */
export const operators = {
  equals,
  not_equals: unless(equals),
  in: isIn,
  not_in: unless(isIn),
  contains,
  not_contains: unless(contains),
  starts_with: both((whole, part) => whole.startsWith(part)),
  ends_with: both((whole, part) => whole.endsWith(part)),
  /** RE2 syntax, found anywhere in the value: a rule that denies must not miss for want of `.*`. */
  matches: (a, b) => typeof a === 'string' && typeof b === 'string' && matchesWithin(b, a),
  greater_than: compares((order) => order > 0),
  greater_or_equal: atLeast,
  less_than: compares((order) => order < 0),
  less_or_equal: atMost,
  between: (a, b) => Array.isArray(b) && atLeast(a, b[0]) && atMost(a, b[1]),
  is_empty: (a) => isEmpty(a),
  is_not_empty: (a) => !isEmpty(a),
} as const satisfies Record<string, Comparison>;

export type Operator = keyof typeof operators;

/** What is wrong with a rule's value for its operator, whatever field it is compared with, or undefined. */
export function mistakeInValue(operator: Operator, value: unknown): string | undefined {
  switch (operator) {
    case 'is_empty':
    case 'is_not_empty':
      return value === undefined ? undefined : 'must be left out for this operator';
    case 'in':
    case 'not_in':
      return Array.isArray(value) && value.length > 0 && value.length <= mostValues
        ? undefined
        : `must be a list of 1 to ${mostValues} values`;
    case 'between':
      return isRange(value) ? undefined : 'must be a list of a lower and an upper limit';
    case 'matches':
      return isText(value) && isExpression(value) ? undefined : expressionExpected;
    case 'starts_with':
    case 'ends_with':
      return isText(value) ? undefined : 'must be text';
    case 'greater_than':
    case 'greater_or_equal':
    case 'less_than':
    case 'less_or_equal':
      return typeof value === 'number' || isText(value) ? undefined : 'must be a number or a date';
    case 'equals':
    case 'not_equals':
    case 'contains':
    case 'not_contains':
      return value === undefined || value === null ? 'is required' : undefined;
  }
}

/** Lists and texts longer than these are no rule that anybody wrote by hand. */
const mostValues = 500;
const longestText = 1_000;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= longestText;

/** The order of dates depends on the day, so only that of numbers is judged here. */
function isRange(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [from, to] = value as unknown[];
  if (typeof from === 'number' && typeof to === 'number') return from <= to;
  return isText(from) && isText(to);
}
