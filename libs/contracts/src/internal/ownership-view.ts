/**
 * Who owns an onboarded company, by the declarations of its session and of those below it. All percentages but
 * `declared` and those of the paths are percent of the onboarded company. They are computed in full precision and shown
 * with four decimals, the rest cut off.
 */
export interface OwnershipView {
  /** Percent from which a natural person is a beneficial owner. */
  threshold: number;
  /** Largest effective share first. */
  owners: Owner[];
  unaccounted: Unaccounted;
  circular: HoldingRing[];
  over_declared: OverDeclaredCompany[];
  /** False when there are more than 2,000 paths: the longest are left out. The shares of the owners stay exact. */
  paths_complete: boolean;
}

/** A holder of shares of the onboarded company, directly or through others. */
export interface Owner {
  name: string;
  /** Null when it was neither declared nor to be concluded; counts as a natural person then. */
  entity_type: 'individual' | 'company' | null;
  /** All places where it is named with a share. */
  subsession_ids: string[];
  direct: number;
  /** What the effective share is more than the direct one. */
  indirect: number;
  effective: number;
  is_beneficial_owner: boolean;
  /** Every session of the holder is approved. */
  is_verified: boolean;
  paths: OwnershipPath[];
}

/** A place in the structure: a company, by its (first) subsession; null is the onboarded company. */
export interface CompanyPlace {
  subsession_id: string | null;
  name: string | null;
}

/** What is traced to nobody who is, or may be, a natural person. */
export interface Unaccounted {
  /** The sum of the parts below and of `circular`. */
  percent: number;
  undeclared: UndeclaredShares[];
  unresolved: UnresolvedHolder[];
}

/** Shares that nobody was named for, at a company that names owners (or at the onboarded company). */
export interface UndeclaredShares extends CompanyPlace {
  percent: number;
  /** Subsessions of those who are named there as `ubo` or `shareholder` with no percentage. */
  owners_without_share: string[];
}

/** A company that named no owner. */
export interface UnresolvedHolder extends CompanyPlace {
  percent: number;
}

/** Companies that have shares of each other, or one that has shares of itself. */
export interface HoldingRing {
  members: CompanyPlace[];
  /** What ends in the ring, because nobody outside has a share of it; 0 for a ring that passes on what it gets. */
  percent: number;
}

/**
 * A company whose shares were declared to more than 100 percent. The figures take what was declared in proportion
 * (40 of 120 as a third); the paths show it as it was declared. A natural person is a beneficial owner when either
 * reaches the threshold, so that an excess that others declared hides nobody.
 */
export interface OverDeclaredCompany extends CompanyPlace {
  /** Percent of this company. */
  declared: number;
}

/** A chain of holdings from the onboarded company to a holder. */
export interface OwnershipPath {
  /** Of each holder on the way, the last being the holder itself. */
  subsession_ids: string[];
  /** Percent of the onboarded company that the chain brings: the product of the shares on it as they were declared. */
  share: number;
}
