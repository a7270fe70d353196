import { Type } from '@sinclair/typebox';
import { accept, defineField, refuse } from '../field-type.js';

/** A number as JSON has them; `integer` asks for a whole one that is exact (at most 2^53 - 1). */
export const numberField = defineField({
  type: 'number',
  options: {
    min_value: Type.Optional(Type.Number()),
    max_value: Type.Optional(Type.Number()),
    integer: Type.Boolean({ default: false }),
  },
  checkOptions({ min_value = -Infinity, max_value = Infinity }) {
    if (min_value <= max_value) return [];
    return [{ at: '/min_value', code: 'out_of_range', detail: 'must not exceed max_value' }];
  },
  read(value, { min_value = -Infinity, max_value = Infinity, integer }) {
    if (typeof value !== 'number' || Number.isNaN(value)) return refuse('wrong_type', 'must be a number');
    // JSON can say 1e400, which is read as infinity.
    if (!Number.isFinite(value)) return refuse('out_of_range', 'is too large a number');
    if (integer && !Number.isInteger(value)) return refuse('wrong_format', 'must be a whole number');
    if (integer && !Number.isSafeInteger(value)) return refuse('out_of_range', 'is too large a whole number');
    if (value < min_value) return refuse('out_of_range', `must be at least ${min_value}`);
    if (value > max_value) return refuse('out_of_range', `must be at most ${max_value}`);
    // Minus zero is a number of its own to some comparisons.
    return accept(value === 0 ? 0 : value);
  },
});
