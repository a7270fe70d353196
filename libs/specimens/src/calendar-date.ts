import { refuse } from './refusal.js';

/** A calendar date without a time zone; `month` counts from 1. */
export interface CalendarDate {
  year: number;
  month: number;
  day: number;
}

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** Reads an ISO 8601 calendar date; refuses other shapes and days that do not exist. */
export function parseCalendarDate(pointer: string, text: string): CalendarDate {
  const match = isoDate.exec(text);
  const [year, month, day] = match ? [Number(match[1]), Number(match[2]), Number(match[3])] : [0, 0, 0];
  const actual = new Date(Date.UTC(year, month - 1, day));
  if (!match || actual.getUTCMonth() !== month - 1 || actual.getUTCDate() !== day) {
    throw refuse(pointer, 'date', `${pointer.slice(1)} must be a calendar date such as 1990-08-12`);
  }
  return { year, month, day };
}

/** `900812`, the way the machine-readable zone writes a date. */
export function machineReadableDate({ year, month, day }: CalendarDate): string {
  return [year % 100, month, day].map((part) => String(part).padStart(2, '0')).join('');
}

/** `12 AUG 1990`, the way the visual zone prints a date. */
export function printedDate({ year, month, day }: CalendarDate): string {
  return `${String(day).padStart(2, '0')} ${monthNames[month - 1]} ${year}`;
}
