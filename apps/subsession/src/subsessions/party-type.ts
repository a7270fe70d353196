import type { SubsessionStep } from '#libs/contracts';
import type { Party } from './subsession.repository.js';

/**
 * A party whose kind was left unsaid is what a workflow for one kind is for; unknown where it is for both. What was
 * said stays: `entity_types` is a default of definitions that nobody need have thought of.
 */
export function withEntityType(party: Party, taken: SubsessionStep['entity_types']): Party {
  const [only, ...others] = taken;
  return party.entity_type === undefined && only && others.length === 0
    ? { ...party, entity_type: only }
    : party;
}
