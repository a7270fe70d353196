import { Type } from '@sinclair/typebox';
import {
  accept,
  defineField,
  refuse,
  unknownProperties,
  type FieldResult,
  type Mistake,
} from '../field-type.js';
import { isCurrency } from './currencies.js';

const periods = ['month', 'year'] as const;

interface Options {
  currency?: string;
  period?: (typeof periods)[number];
  min_value?: number;
  max_value?: number;
}

/**
 * An amount of money in a period. The field's own currency and period hold where the value gives none, so that a bare
 * amount will do when the field has both; a value that gives others is refused. `min_value` is 0 unless told.
 */
export const volumeField = defineField({
  type: 'volume',
  options: {
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    period: Type.Optional(Type.Union(periods.map((period) => Type.Literal(period)))),
    min_value: Type.Optional(Type.Number()),
    max_value: Type.Optional(Type.Number()),
  },
  checkOptions({ currency, min_value, max_value = Infinity }) {
    const mistakes: Mistake[] = [];
    if (currency !== undefined && !isCurrency(currency))
      mistakes.push({ at: '/currency', code: 'not_allowed', detail: 'must be an ISO 4217 code' });
    if ((min_value ?? 0) > max_value)
      mistakes.push(
        min_value === undefined
          ? { at: '/max_value', code: 'out_of_range', detail: 'must not be below 0 without a min_value' }
          : { at: '/min_value', code: 'out_of_range', detail: 'must not exceed max_value' },
      );
    return mistakes;
  },
  read(value, options): FieldResult {
    const given: unknown = typeof value === 'number' ? { amount: value } : value;
    if (typeof given !== 'object' || given === null || Array.isArray(given))
      return refuse('wrong_type', 'must be an amount, or an object with amount, currency and period');
    const parts = new Map<string, unknown>(Object.entries(given));
    const amount = parts.get('amount');
    const currency = codeOf(parts.get('currency')) ?? options.currency;
    const period = parts.get('period') ?? options.period;
    const others = [...parts.keys()].filter((key) => !['amount', 'currency', 'period'].includes(key));
    const mistakes = [
      ...unknownProperties(others, 'is no part of a volume'),
      ...wrongAmount(amount, options),
      ...wrongCurrency(currency, options),
      ...wrongPeriod(period, options),
    ];
    if (mistakes.length > 0) return { ok: false, mistakes };
    return accept({ amount: amount === 0 ? 0 : amount, currency, period });
  },
});

const codeOf = (currency: unknown): unknown =>
  typeof currency === 'string' ? currency.trim().toUpperCase() : currency;

function wrongAmount(amount: unknown, { min_value = 0, max_value = Infinity }: Options): Mistake[] {
  const at = '/amount';
  if (amount === undefined || amount === null) return [{ at, code: 'required', detail: 'is required' }];
  if (typeof amount !== 'number' || Number.isNaN(amount))
    return [{ at, code: 'wrong_type', detail: 'must be a number' }];
  if (!Number.isFinite(amount)) return [{ at, code: 'out_of_range', detail: 'is too large a number' }];
  if (amount < min_value) return [{ at, code: 'out_of_range', detail: `must be at least ${min_value}` }];
  if (amount > max_value) return [{ at, code: 'out_of_range', detail: `must be at most ${max_value}` }];
  return [];
}

function wrongCurrency(code: unknown, { currency }: Options): Mistake[] {
  const at = '/currency';
  if (code === undefined || code === null) return [{ at, code: 'required', detail: 'is required' }];
  if (currency !== undefined && code !== currency)
    return [{ at, code: 'not_allowed', detail: `must be ${currency}` }];
  if (typeof code === 'string' && isCurrency(code)) return [];
  return [{ at, code: 'not_allowed', detail: 'must be an ISO 4217 code' }];
}

function wrongPeriod(given: unknown, { period }: Options): Mistake[] {
  const at = '/period';
  if (given === undefined || given === null) return [{ at, code: 'required', detail: 'is required' }];
  if (period !== undefined ? given === period : periods.some((one) => one === given)) return [];
  return [{ at, code: 'not_allowed', detail: `must be ${period ?? periods.join(' or ')}` }];
}
