import { type Strength } from './subject.js';

/** At or above: a person must look at it. */
export const potentialScore = 0.75;

/** At or above: very likely the subject. */
export const strongScore = 0.92;

/** What a search returns when it does not say otherwise. */
export const defaultMinScore = potentialScore;

/** How many matches a search returns when it does not say otherwise. */
export const defaultLimit = 10;

/** The word for a score: `weak` below `potentialScore`, `strong` from `strongScore` on. */
export function strengthOf(score: number): Strength {
  if (score >= strongScore) return 'strong';
  return score >= potentialScore ? 'potential' : 'weak';
}
