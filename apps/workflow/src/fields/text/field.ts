import { Type } from '@sinclair/typebox';
import { accept, defineField, refuse, type Mistake } from '../field-type.js';
import { expressionExpected, isExpression, matchesWhole } from './expression.js';

const hardLimit = 10_000;

/** Free text. `pattern` is RE2 syntax, which cannot backtrack, so no definition can stall the service. */
export const textField = defineField({
  type: 'text',
  options: {
    min_length: Type.Optional(Type.Integer({ minimum: 0, maximum: hardLimit })),
    max_length: Type.Optional(Type.Integer({ minimum: 1, maximum: hardLimit })),
    pattern: Type.Optional(Type.String({ maxLength: 500 })),
  },
  checkOptions({ pattern, min_length = 0, max_length = hardLimit }) {
    const mistakes: Mistake[] = [];
    if (min_length > max_length)
      mistakes.push({ at: '/min_length', code: 'out_of_range', detail: 'must not exceed max_length' });
    if (pattern !== undefined && !isExpression(pattern))
      mistakes.push({
        at: '/pattern',
        code: 'wrong_format',
        detail: expressionExpected,
      });
    return mistakes;
  },
  read(value, { min_length = 0, max_length = hardLimit, pattern }) {
    if (typeof value !== 'string') return refuse('wrong_type', 'must be text');
    if (/[^\P{Cc}\t\n\r]/u.test(value)) return refuse('wrong_format', 'must not have control characters');
    const text = value.normalize('NFC').trim();
    const length = [...text].length;
    if (length < min_length) return refuse('too_short', `must have at least ${min_length} characters`);
    if (length > max_length) return refuse('too_long', `must have at most ${max_length} characters`);
    if (pattern !== undefined && !matchesWhole(pattern, text))
      return refuse('wrong_format', 'does not have the expected form');
    return accept(text);
  },
});
