import { type EntityType, type Identifier, type ListName } from '../lists/index.js';

/** Who or what is looked for. At least a name, a wallet or an identifier is needed for anything to be found. */
export interface Subject {
  readonly type: 'individual' | 'company' | 'any';
  readonly name?: string;
  readonly aliases?: readonly string[];
  /** ISO date, month or year */
  readonly dob?: string;
  /** ISO alpha-2: nationality, residence, birth, incorporation, whatever is known */
  readonly countries?: readonly string[];
  readonly gender?: string;
  readonly identifiers?: readonly Identifier[];
  readonly wallets?: readonly string[];
}

export interface SearchOptions {
  /** Ids of the lists to look in; all when absent. */
  readonly lists?: readonly string[];
  /** Only entries with one of these topics; all when absent. */
  readonly topics?: readonly string[];
  /** 0–1, `defaultMinScore` when absent */
  readonly minScore?: number;
  /** 10 when absent */
  readonly limit?: number;
}

export type EvidenceKind = 'name' | 'dob' | 'country' | 'gender' | 'identifier' | 'wallet';

/** One reason for or against a match. The weights of a match add up to its score. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly verdict: 'agrees' | 'neutral' | 'contradicts';
  /** What it added to the score or took from it, −1 to 1. */
  readonly weight: number;
  /** In plain words, for a reviewer. */
  readonly detail: string;
}

/** How much attention a match needs; see `strengthOf`. */
export type Strength = 'weak' | 'potential' | 'strong';

/** One entry that may be the subject. */
export interface Match {
  /** The same for the same entry of the same list in every version of the list. */
  readonly entityId: string;
  /** Changes when anything about the entry changes. */
  readonly entityVersion: string;
  readonly list: string;
  readonly sourceId: string;
  readonly type: EntityType;
  /** The entry's primary name. */
  readonly name: string;
  readonly matchedName: ListName;
  /** 0–1, four decimals */
  readonly score: number;
  readonly strength: Strength;
  readonly topics: readonly string[];
  readonly programmes: readonly string[];
  readonly evidence: readonly Evidence[];
}
