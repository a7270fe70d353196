import type { WatchlistMatch } from '#libs/contracts';
import type { ListFacts, LoadedLists } from '../catalogue/loaded-lists.js';
import { type Match, type SearchOptions, type Strength, type Subject } from '../matching/index.js';

/** `match`: at least one strong match; `review`: others only; `clear`: nothing reached the score asked for. */
export type Outcome = 'clear' | 'review' | 'match';

/** A list as it was when it was searched. */
export interface SearchedList {
  id: string;
  version: string;
  as_of: string;
  entries: number;
}

/** What screening one subject found. */
export interface Findings {
  lists: SearchedList[];
  outcome: Outcome;
  /** Best first. */
  matches: WatchlistMatch[];
}

/** Screens one subject. Pure: the same lists, subject and options give the same findings. */
export function screen(lists: LoadedLists, subject: Subject, options: SearchOptions): Findings {
  const matches = lists.search(subject, options).map(matchView);
  return { lists: lists.within(options.lists).map(searchedList), outcome: outcomeOf(matches), matches };
}

/** The outcome that matches of these strengths lead to. */
export function outcomeOf(matches: readonly { strength: Strength }[]): Outcome {
  if (matches.some(({ strength }) => strength === 'strong')) return 'match';
  return matches.length > 0 ? 'review' : 'clear';
}

/** A list as evidence names it. */
export function searchedList({ id, version, asOf, entries }: ListFacts): SearchedList {
  return { id, version, as_of: asOf, entries };
}

function matchView(match: Match): WatchlistMatch {
  return {
    entity_id: match.entityId,
    list: match.list,
    source_id: match.sourceId,
    type: match.type,
    name: match.name,
    matched_name: { value: match.matchedName.value, kind: match.matchedName.kind },
    score: match.score,
    strength: match.strength,
    topics: [...match.topics],
    programmes: [...match.programmes],
    evidence: match.evidence.map(({ kind, verdict, weight, detail }) => ({ kind, verdict, weight, detail })),
  };
}
