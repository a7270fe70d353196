/** Six digits whose month and day can exist, or a date of which the issuer did not know parts (`<<` in their place). */
export function isPlausibleMrzDate(text: string): boolean {
  const parts = /^(\d\d|<<)(\d\d|<<)(\d\d|<<)$/.exec(text);
  if (!parts) return false;
  const within = (part: string, most: number) => part === '<<' || (Number(part) >= 1 && Number(part) <= most);
  return within(parts[2]!, 12) && within(parts[3]!, 31);
}

/** How far after today an expiry date may lie; before that it is read as a date of the past. */
const expiryWindowYears = 50;

/**
 * A date of birth from YYMMDD: in this century if that is not in the future, otherwise in the last one. Somebody older
 * than a hundred is therefore read as a child; nothing in the zone can tell the two apart. Undefined when the date is
 * incomplete or does not exist. `today` is an ISO date.
 */
export function birthDate(text: string, today: string): string | undefined {
  const century = Number(today.slice(0, 2)) * 100;
  const recent = isoDate(text, century);
  if (recent !== undefined && recent <= today) return recent;
  return isoDate(text, century - 100);
}

/**
 * A date of expiry from YYMMDD: the year nearest to today, that is from 50 years back to 49 years ahead. Documents are
 * valid for ten or fifteen years, so a date in either half is certain. Undefined when the date is incomplete or does
 * not exist. `today` is an ISO date.
 */
export function expiryDate(text: string, today: string): string | undefined {
  const year = Number(today.slice(0, 4));
  const shortYear = Number(text.slice(0, 2));
  const earliest = year - expiryWindowYears;
  const century = Math.floor((earliest - shortYear + 99) / 100) * 100;
  return isoDate(text, century);
}

function isoDate(text: string, century: number): string | undefined {
  const parts = /^(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!parts) return undefined;
  return existingDate(century + Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** The ISO form of a calendar date, or undefined when the calendar has no such day. */
export function existingDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}
