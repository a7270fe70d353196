const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;
/** Up to 9999 days or months, or 999 years: what leads out of the years 1 to 9999 cannot be compared as text. */
const relative = /^today(?:([+-])(?=\d{1,4}[dm]$|\d{1,3}y$)(\d+)([dmy]))?$/;

/** Whether the text is a date of the Gregorian calendar that really exists, in ISO form. */
export function isCalendarDate(text: string): boolean {
  const match = isoDate.exec(text);
  if (!match) return false;
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Whether the text can stand as a limit: an ISO date, `today`, `today-18y`, `today+6m`, `today-30d`. */
export function isDateLimit(text: string): boolean {
  return relative.test(text) || isCalendarDate(text);
}

/** The ISO date that a limit means on the given day. 29 February minus a year is 28 February. */
export function resolveDateLimit(limit: string, today: string): string {
  const match = relative.exec(limit);
  if (!match) return limit;
  const [, sign, amount, unit] = match;
  if (!amount) return today;
  const shift = (sign === '-' ? -1 : 1) * Number(amount);
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  if (unit === 'd') return iso(new Date(Date.UTC(year, month - 1, day + shift)));
  const months = year * 12 + (month - 1) + (unit === 'y' ? shift * 12 : shift);
  const lastDay = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  return iso(new Date(Date.UTC(Math.floor(months / 12), months % 12, Math.min(day, lastDay))));
}

const iso = (date: Date): string => date.toISOString().slice(0, 10);
