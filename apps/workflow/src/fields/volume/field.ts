import { Type } from '@sinclair/typebox';
import { accept, defineField, refuse, type FieldResult, type Mistake } from '../field-type.js';
import { isCurrency } from './currencies.js';

const periods = ['month', 'year'] as const;

/** An amount of money in a period. The field's own currency and period hold where the value gives none. */
export const volumeField = defineField({
  type: 'volume',
  options: {
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    period: Type.Optional(Type.Union(periods.map((period) => Type.Literal(period)))),
    min_value: Type.Optional(Type.Number()),
    max_value: Type.Optional(Type.Number()),
  },
  checkOptions({ currency, min_value = -Infinity, max_value = Infinity }) {
    const mistakes: Mistake[] = [];
    if (currency !== undefined && !isCurrency(currency))
      mistakes.push({ at: '/currency', code: 'not_allowed', detail: 'must be an ISO 4217 code' });
    if (min_value > max_value)
      mistakes.push({ at: '/min_value', code: 'out_of_range', detail: 'must not exceed max_value' });
    return mistakes;
  },
  read(value, options): FieldResult {
    const given: unknown = typeof value === 'number' ? { amount: value } : value;
    if (typeof given !== 'object' || given === null || Array.isArray(given))
      return refuse('wrong_type', 'must be an amount, or an object with amount, currency and period');
    const { amount, currency = options.currency, period = options.period, ...others } = given as Given;
    const [unknown] = Object.keys(others);
    if (unknown !== undefined) return refuse('unknown_property', 'has a property that is not known here');
    if (typeof amount !== 'number' || !Number.isFinite(amount))
      return refuse('wrong_type', 'must be a number', '/amount');
    const { min_value = 0, max_value = Infinity } = options;
    if (amount < min_value || amount > max_value)
      return refuse('out_of_range', `must be from ${min_value} to ${max_value}`, '/amount');
    const code = typeof currency === 'string' ? currency.trim().toUpperCase() : '';
    if (!isCurrency(code)) return refuse('not_allowed', 'must be an ISO 4217 code', '/currency');
    if (options.currency !== undefined && code !== options.currency)
      return refuse('not_allowed', `must be ${options.currency}`, '/currency');
    if (!periods.some((one) => one === period))
      return refuse('not_allowed', 'must be month or year', '/period');
    if (options.period !== undefined && period !== options.period)
      return refuse('not_allowed', `must be ${options.period}`, '/period');
    return accept({ amount: amount === 0 ? 0 : amount, currency: code, period });
  },
});

interface Given {
  amount?: unknown;
  currency?: unknown;
  period?: unknown;
}
