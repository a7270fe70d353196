import { Type } from '@sinclair/typebox';
import { accept, defineField, refuse, type Mistake } from '../field-type.js';
import { isCalendarDate, isDateLimit, resolveDateLimit } from './calendar.js';

/** A calendar date in ISO form, between limits that may move with today. */
export const dateField = defineField({
  type: 'date',
  options: {
    min_date: Type.Optional(Type.String({ maxLength: 20 })),
    max_date: Type.Optional(Type.String({ maxLength: 20 })),
  },
  checkOptions(definition, today) {
    const mistakes = (['min_date', 'max_date'] as const).flatMap((option): Mistake[] => {
      const limit = definition[option];
      if (limit === undefined || isDateLimit(limit)) return [];
      const detail = 'must be an ISO date, `today`, or like `today-18y`';
      return [{ at: `/${option}`, code: 'wrong_format', detail }];
    });
    const { min_date: min, max_date: max } = definition;
    if (mistakes.length > 0 || min === undefined || max === undefined) return mistakes;
    if (resolveDateLimit(min, today) <= resolveDateLimit(max, today)) return [];
    return [{ at: '/min_date', code: 'out_of_range', detail: 'must not be after max_date' }];
  },
  read(value, { min_date, max_date }, { today }) {
    if (typeof value !== 'string') return refuse('wrong_type', 'must be an ISO date (YYYY-MM-DD)');
    if (!isCalendarDate(value)) return refuse('wrong_format', 'must be an existing date as YYYY-MM-DD');
    const earliest = min_date && resolveDateLimit(min_date, today);
    const latest = max_date && resolveDateLimit(max_date, today);
    if (earliest && value < earliest) return refuse('out_of_range', `must not be before ${earliest}`);
    if (latest && value > latest) return refuse('out_of_range', `must not be after ${latest}`);
    return accept(value);
  },
});
