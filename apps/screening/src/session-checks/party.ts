import type { Identifier } from '../lists/index.js';

/** A person or company that a session names, in a form, on a document, or both. */
export interface Party {
  type: 'individual' | 'company' | 'any';
  name: string;
  entityRole?: string;
  /** ISO date */
  dob?: string;
  /** ISO alpha-2 */
  countries: string[];
  identifiers: Identifier[];
  /** `form:<step_id>/<field_id>` or `document:<doc_id>/<field>`; the first one gave the spelling of the name. */
  sources: string[];
}

/**
 * Brings together what several sources say of one party, so that each is screened once with all that is known of it:
 * same type, same words in the name whatever their order, case and accents, and no two different roles. Dates of birth
 * that contradict each other are left out: a wrong one would speak against a true match.
 */
export function mergeParties(parties: readonly Party[]): Party[] {
  const merged: { key: string; party: Party; dobs: Set<string> }[] = [];
  for (const party of parties) {
    const key = `${party.type} ${nameKey(party.name)}`;
    const known = merged.find((other) => other.key === key && rolesAgree(other.party, party));
    if (known) absorb(known, party);
    else merged.push({ key, party: { ...party }, dobs: new Set(party.dob ? [party.dob] : []) });
  }
  return merged.map(({ party: { dob: _dob, ...party }, dobs }) => {
    const [dob] = dobs;
    return dobs.size === 1 && dob ? { ...party, dob } : party;
  });
}

function rolesAgree(a: Party, b: Party): boolean {
  return !a.entityRole || !b.entityRole || a.entityRole === b.entityRole;
}

function absorb(known: { party: Party; dobs: Set<string> }, other: Party): void {
  const { party, dobs } = known;
  if (other.dob) dobs.add(other.dob);
  if (!party.entityRole && other.entityRole) party.entityRole = other.entityRole;
  party.countries = [...new Set([...party.countries, ...other.countries])];
  party.sources = [...new Set([...party.sources, ...other.sources])];
  const has = ({ type, value, country }: Identifier) =>
    party.identifiers.some((own) => own.type === type && own.value === value && own.country === country);
  party.identifiers = [...party.identifiers, ...other.identifiers.filter((identifier) => !has(identifier))];
}

/** Machine readable zones have neither case nor accents, and put the surname first. */
function nameKey(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return words.sort().join(' ');
}
