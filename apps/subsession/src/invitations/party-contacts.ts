/** Where a related party is reached, as the inviter gave it; personal data. */
export interface PartyContact {
  name: string;
  email: string;
}

/** What sending needs to know of a party, asked for each time and never kept. */
export interface PartyContacts {
  /** Undefined when the party is gone (withdrawn, erased) or has no address. */
  contactOf(tenantId: string, subsessionId: string): Promise<PartyContact | undefined>;
}

export const PARTY_CONTACTS = Symbol('party contacts');
