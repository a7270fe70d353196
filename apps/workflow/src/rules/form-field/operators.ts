import { RE2JS } from 're2js';

/** A comparison of a submitted value with a rule's value. Values that cannot be compared do not match. */
type Comparison = (actual: unknown, expected: unknown) => boolean;

const isEmpty = (v: unknown): boolean =>
  v === undefined || v === null || v === '' || (Array.isArray(v) && v.length === 0);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const text = (v: unknown): string | undefined => (typeof v === 'string' ? v.toLowerCase() : undefined);

/** Equality; of a multiple choice, that the one chosen option is the expected one. */
const equals: Comparison = (a, b) => same(a, b) || (Array.isArray(a) && a.length === 1 && same(a[0], b));

const contains: Comparison = (a, b) => {
  if (Array.isArray(a)) return a.some((one) => same(one, b));
  const [whole, part] = [text(a), text(b)];
  return whole !== undefined && part !== undefined && whole.includes(part);
};

const isIn: Comparison = (a, b) =>
  Array.isArray(b) && b.some((one) => equals(a, one) || contains([a].flat(), one));

/** Numbers compare as numbers, texts (ISO dates among them) in code-point order. */
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

export const operators = {
  equals,
  not_equals: unless(equals),
  in: isIn,
  not_in: unless(isIn),
  contains,
  not_contains: unless(contains),
  starts_with: both((whole, part) => whole.startsWith(part)),
  ends_with: both((whole, part) => whole.endsWith(part)),
  /** RE2 syntax, matched against the whole value, linear time. */
  matches: (a, b) => typeof a === 'string' && typeof b === 'string' && RE2JS.matches(b, a),
  greater_than: compares((order) => order > 0),
  greater_or_equal: atLeast,
  less_than: compares((order) => order < 0),
  less_or_equal: atMost,
  between: (a, b) => Array.isArray(b) && atLeast(a, b[0]) && atMost(a, b[1]),
  is_empty: (a) => isEmpty(a),
  is_not_empty: (a) => !isEmpty(a),
} as const satisfies Record<string, Comparison>;

export type Operator = keyof typeof operators;

/** What is wrong with a rule's value for its operator, or undefined. */
export function mistakeInValue(operator: Operator, value: unknown): string | undefined {
  switch (operator) {
    case 'is_empty':
    case 'is_not_empty':
      return value === undefined ? undefined : 'must be left out for this operator';
    case 'in':
    case 'not_in':
      return Array.isArray(value) && value.length > 0 ? undefined : 'must be a list with at least one value';
    case 'between':
      return isRange(value) ? undefined : 'must be a list of a lower and an upper limit';
    case 'matches':
      return typeof value === 'string' && compiles(value)
        ? undefined
        : 'must be a regular expression (RE2 syntax)';
    case 'starts_with':
    case 'ends_with':
      return typeof value === 'string' ? undefined : 'must be text';
    case 'greater_than':
    case 'greater_or_equal':
    case 'less_than':
    case 'less_or_equal':
      return isOrdered(value) ? undefined : 'must be a number or a text';
    case 'equals':
    case 'not_equals':
    case 'contains':
    case 'not_contains':
      return value === undefined ? 'is required' : undefined;
  }
}

const isOrdered = (value: unknown): boolean => typeof value === 'number' || typeof value === 'string';

function isRange(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const order = compare(value[0], value[1]);
  return order !== undefined && order <= 0;
}

function compiles(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}
