import { foldedName } from './folded-name.js';

export type EntityType = 'individual' | 'company';

/** A party as it was declared, with the parties of its own session below it. */
export interface DeclaredParty {
  subsession_id: string;
  name: string;
  entity_type?: EntityType;
  role?: string;
  /** Percent of the company in whose session the party is named, 0–100. */
  ownership_percentage?: number;
  /** The status of the party's own session. */
  status: string;
  parties: DeclaredParty[];
}

/** The onboarded company with the parties of its session. */
export interface DeclaredCompany {
  name?: string;
  parties: DeclaredParty[];
}

/**
 * What a party is. Undeclared, it is a company when it names parties of its own, and a natural person when it is named
 * as `ubo`, which nobody else can be (FATF Glossary, "beneficial owner"). Otherwise it is not known, and counts as a
 * natural person, so that nobody is overlooked for want of a word.
 */
export function entityTypeOf({ entity_type, role, parties }: DeclaredParty): EntityType | null {
  if (entity_type) return entity_type;
  if (parties.length > 0) return 'company';
  return role === 'ubo' ? 'individual' : null;
}

/**
 * Parties with the same identity are taken for the same holder: both companies or both not known to be one, and the same
 * folded name.
 *
 * The limit: namesakes are taken for one person, so that their shares add up and both have to be verified; a name that
 * is spelled, transliterated or ordered differently, or a company named with and without its legal form, is taken for
 * another holder, so that a share may stay split below the threshold.
 */
export function identityOf(name: string, entityType: EntityType | null): string {
  return `${entityType === 'company' ? 'company' : 'person'}:${foldedName(name) || name}`;
}

export const identityOfParty = (party: DeclaredParty): string => identityOf(party.name, entityTypeOf(party));
