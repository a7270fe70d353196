import { isListDate } from '../lists/index.js';
import { type Evidence } from './subject.js';

interface Span {
  /** Days since 1970, first and last. */
  readonly from: number;
  readonly to: number;
  readonly exact: boolean;
}

/** Shares of the way to a full score, or points taken off. */
const dobWeights = {
  /** The same day. */
  sameDay: 0.5,
  /** Nothing speaks against it, but one side knows less than the day. */
  compatible: 0.25,
  /** Three to nine years apart, and ten or more. */
  yearsApart: -0.15,
  decadesApart: -0.25,
} as const;

/** Years by which a `circa` may be off. */
const circaYears = 2;
const dayMs = 86_400_000;
const yearDays = 365.25;

/**
 * Compares a date of birth with those of an entry; the entry's best one counts. A day that only has its day and month
 * exchanged, or the same year with another day, says nothing either way, for lists often know the year only and write
 * 1 January.
 * @param room how far the score is from 1, which agreement can use up
 */
export function dobEvidence(
  dob: string | undefined,
  listed: readonly string[],
  room: number,
): Evidence | undefined {
  if (!dob || !isListDate(dob) || listed.length === 0) return undefined;
  const own = spanOf(dob);
  const gaps = listed
    .map((date) => ({ date, span: spanOf(date) }))
    .map(({ date, span }) => ({
      date,
      sameDay: own.exact && span.exact && own.from === span.from,
      overlaps: own.from <= span.to && span.from <= own.to,
      sameYear: new Date(own.from * dayMs).getUTCFullYear() === new Date(span.from * dayMs).getUTCFullYear(),
      years: Math.max(0, own.from - span.to, span.from - own.to) / yearDays,
    }));
  const [best] = gaps.sort((a, b) => Number(b.sameDay) - Number(a.sameDay) || a.years - b.years);
  if (!best) return undefined;
  const said = `Born ${dob}; the list says ${listed.join(' or ')}`;
  const evidence = (verdict: Evidence['verdict'], weight: number, detail: string): Evidence => ({
    kind: 'dob',
    verdict,
    weight,
    detail: `${said}: ${detail}`,
  });
  if (best.sameDay) return evidence('agrees', dobWeights.sameDay * room, 'the same day');
  if (best.overlaps) return evidence('agrees', dobWeights.compatible * room, 'compatible');
  if (best.sameYear && isNewYear(own, best.date)) {
    return evidence(
      'agrees',
      dobWeights.compatible * room,
      'the same year, the day being 1 January on one side',
    );
  }
  if (best.sameYear) return evidence('neutral', 0, 'the same year, another day');
  if (best.years < 2) return evidence('neutral', 0, 'at most two years apart');
  const years = Math.round(best.years);
  if (best.years < 10) return evidence('contradicts', dobWeights.yearsApart, `about ${years} years apart`);
  return evidence('contradicts', dobWeights.decadesApart, `about ${years} years apart`);
}

function isNewYear(own: Span, listed: string): boolean {
  return (
    listed.endsWith('-01-01') ||
    (own.exact && new Date(own.from * dayMs).toISOString().slice(5, 10) === '01-01')
  );
}

function spanOf(text: string): Span {
  const [first = '', last = first] = text.replace(/~$/, '').split('/');
  const slack = text.endsWith('~') ? circaYears * yearDays : 0;
  return {
    from: firstDay(first) - slack,
    to: lastDay(last) + slack,
    exact: slack === 0 && first === last && first.length === 10,
  };
}

function firstDay(date: string): number {
  return Date.parse(date) / dayMs;
}

function lastDay(date: string): number {
  const [year = 0, month = 12, day] = date.split('-').map(Number);
  return Date.UTC(year, day ? month - 1 : month, day ?? 0) / dayMs;
}
