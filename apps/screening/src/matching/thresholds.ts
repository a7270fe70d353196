import { type Strength } from './subject.js';

/**
 * At or above: a person must look at it.
 *
 * Chosen, together with the parameters of the alignment, on 4,724 labelled queries against the OFAC list of July 2021
 * (`derived/queries_dev_ofac2021.jsonl`). Recall there at 0.75: exact names 1.00, other order 0.99, one typing mistake
 * 0.99, two 0.84, middle names left out 0.92, no spaces 0.97, first name as initial 0.98, organisations with a mistake
 * 0.97, aliases taken out of the list 0.79. As the same queries guided the choice, expect somewhat less elsewhere.
 *
 * False alarms, on synthetic customers that did not guide it (rows 20,000–21,499 of each of yente's two negative sets)
 * against 14,965 entries with 36,254 names: 1.3 % and 0.9 % by name alone, 0.13 % and 0.07 % with date of birth, gender
 * and nationality.
 */
export const potentialScore = 0.75;

/**
 * At or above: very likely the subject. On the same 3,000 customers 3 were strong by name alone, none with the profile.
 * It is out of reach of a weak alias and of a single word of a longer name, and an exact name falls below it when the
 * dates of birth lie more than two years apart.
 */
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
