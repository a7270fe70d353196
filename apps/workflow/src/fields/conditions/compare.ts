import { operators, type Operator } from '../../rules/form-field/operators.js';
import { isCalendarDate, isDateLimit, resolveDateLimit } from '../date/calendar.js';

/**
 * Compares a value that was read as rules on form fields do: a volume by its amount, and a date with limits that may move
 * with today.
 */
export function compares(operator: Operator, actual: unknown, expected: unknown, today: string): boolean {
  const isDate = typeof actual === 'string' && isCalendarDate(actual);
  const onToday = (one: unknown): unknown =>
    isDate && typeof one === 'string' && isDateLimit(one) ? resolveDateLimit(one, today) : one;
  const limit = Array.isArray(expected) ? expected.map(onToday) : onToday(expected);
  return operators[operator](amountOf(actual), limit);
}

const amountOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'amount' in value ? value.amount : value;
