import type { CheckResult } from '#libs/checks';
import type { LoadedLists } from '../catalogue/loaded-lists.js';
import { isScreenableName, type Subject } from '../matching/index.js';
import { screen, searchedList, type Findings, type SearchedList } from '../screenings/screening.js';
import type { Party } from './party.js';

/** Rules may look for any list or topic among the matches, so more are kept than a person would read. */
const matchesPerParty = 100;

export interface ScreenedParty {
  party: Party;
  findings: Findings;
}

export interface Screened {
  result: CheckResult;
  searched: SearchedList[];
  parties: readonly ScreenedParty[];
}

export interface Scope {
  /** Ids of lists; all when absent or empty. */
  lists?: readonly string[];
  /** 0–1 */
  minScore?: number;
}

/** Screens one party of a session. */
export function screenParty(lists: LoadedLists, party: Party, scope: Scope): ScreenedParty {
  const wanted = wantedLists(scope);
  const options = {
    limit: matchesPerParty,
    ...(wanted && { lists: wanted }),
    ...(scope.minScore !== undefined && { minScore: scope.minScore }),
  };
  return { party, findings: screen(lists, subjectOf(party), options) };
}

/**
 * What the screened parties of a session come to: `fail` on a strong match, `review` on any other, `pass` when all are
 * clear. What could not be looked at (a list that is not loaded, a name without letters, nobody at all) is never a pass.
 */
export function conclude(lists: LoadedLists, parties: readonly ScreenedParty[], scope: Scope): Screened {
  const wanted = wantedLists(scope);
  const searched = lists.within(wanted);
  const reasons = reasonsFor(parties, (wanted?.length ?? 0) > searched.length);
  return {
    result: { status: 'completed', outcome: outcomeFor(reasons), reasons },
    searched: searched.map(searchedList),
    parties,
  };
}

const wantedLists = ({ lists }: Scope): readonly string[] | undefined => (lists?.length ? lists : undefined);

function subjectOf({ type, name, dob, countries, identifiers }: Party): Subject {
  return { type, name, ...(dob && { dob }), countries, identifiers };
}

function reasonsFor(screened: readonly ScreenedParty[], listMissing: boolean): string[] {
  const strengths = new Set(
    screened.flatMap(({ findings }) => findings.matches.map(({ strength }) => strength)),
  );
  return [
    ...(['strong', 'potential', 'weak'] as const)
      .filter((s) => strengths.has(s))
      .map((s) => `watchlist_match_${s}`),
    ...(screened.length === 0 ? ['no_subject'] : []),
    ...(screened.some(({ party }) => !isScreenableName(party.name)) ? ['name_not_screenable'] : []),
    ...(listMissing ? ['list_not_loaded'] : []),
  ];
}

function outcomeFor(reasons: readonly string[]): CheckResult['outcome'] {
  if (reasons.includes('watchlist_match_strong')) return 'fail';
  return reasons.length > 0 ? 'review' : 'pass';
}
