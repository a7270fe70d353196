import type { DeclaredParty } from '../declared-party.js';

const party =
  (entity_type: DeclaredParty['entity_type'], role: string) =>
  (name: string, share?: number, more: Partial<DeclaredParty> = {}): DeclaredParty => ({
    subsession_id: `sub_${name}`,
    name,
    entity_type,
    role,
    ownership_percentage: share,
    status: 'active',
    parties: [],
    ...more,
  });

/** A natural person with a share; its subsession is called after it. */
export const person = party('individual', 'ubo');

export const director = (name: string, more: Partial<DeclaredParty> = {}): DeclaredParty =>
  party('individual', 'director')(name, undefined, more);

/** A company with a share and the parties of its own session. */
export const holding = (
  name: string,
  share: number | undefined,
  parties: DeclaredParty[],
  more: Partial<DeclaredParty> = {},
): DeclaredParty => party('company', 'shareholder')(name, share, { parties, ...more });
