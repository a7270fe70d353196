import { isCalendarDate, isDateLimit, resolveDateLimit } from '../../fields/date/calendar.js';
import { operators, type Operator } from './operators.js';

/**
 * Compares what a form reader made of an answer: a volume by its amount, in the currency and period that its field asks
 * for, and a date with limits that may move with today.
 *
 * @param today ISO date
 */
export function compares(operator: Operator, actual: unknown, expected: unknown, today: string): boolean {
  const isDate = typeof actual === 'string' && isCalendarDate(actual);
  const onToday = (one: unknown): unknown =>
    isDate && typeof one === 'string' && isDateLimit(one) ? resolveDateLimit(one, today) : one;
  const limit = Array.isArray(expected) ? expected.map(onToday) : onToday(expected);
  return operators[operator](amountOf(actual), limit);
}

const amountOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value
    ? value.amount
    : value;
