const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** True for `YYYY`, `YYYY-MM` and `YYYY-MM-DD` that exist in the calendar, years 1000–2999. */
export function isPartialDate(text: string): boolean {
  const parts = /^([12]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** True for every notation that `ListEntity.dobs` may hold: a partial date, `date~` (circa) or `from/to`. */
export function isListDate(text: string): boolean {
  const ends = text.replace(/~$/, '').split('/');
  return ends.length <= 2 && ends.every(isPartialDate);
}

/**
 * Reads the dates of US Treasury remarks: `10 Dec 1948`, `Dec 1948`, `1948`, `circa 1951`, `1950 to 1955`,
 * `01 Jan 1950 to 31 Dec 1955` (which says 1950/1955). Anything else is undefined: better no date than a wrong one.
 */
export function parseOfacDate(text: string): string | undefined {
  const circa = /^circa\s+/i.test(text);
  const ends = text
    .replace(/^circa\s+/i, '')
    .split(/\s+to\s+|\s*-\s*/)
    .map(parseSingle);
  const [from, to] = ends;
  if (!from || ends.length > 2 || ends.includes(undefined)) return undefined;
  const range = to ? wholeYears(from, to) : from;
  return circa ? `${range}~` : range;
}

function parseSingle(text: string): string | undefined {
  const parts = /^(?:(?:(\d{1,2})\s+)?([A-Za-z]{3})[a-z]*\s+)?(\d{4})$/.exec(text.trim());
  if (!parts) return undefined;
  const [, day, month, year = ''] = parts;
  const number = month ? months.indexOf(month.toLowerCase()) + 1 : 0;
  if (month && number === 0) return undefined;
  const date = [year, month && String(number).padStart(2, '0'), day?.padStart(2, '0')]
    .filter(Boolean)
    .join('-');
  return isPartialDate(date) ? date : undefined;
}

function wholeYears(from: string, to: string): string {
  const first = from.endsWith('-01-01') ? from.slice(0, 4) : from;
  const last = to.endsWith('-12-31') ? to.slice(0, 4) : to;
  if (first.length !== 4 || last.length !== 4) return `${from}/${to}`;
  return first === last ? first : `${first}/${last}`;
}
