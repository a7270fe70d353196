/** What an entry of a list is; `unknown` when the list does not say. */
export type EntityType = 'individual' | 'company' | 'vessel' | 'aircraft' | 'unknown';

/** How a list knows a name: weak aliases are names that the list itself calls too broad to rely on. */
export type NameKind = 'primary' | 'strong_alias' | 'weak_alias' | 'former' | 'original_script';

export interface ListName {
  readonly value: string;
  readonly kind: NameKind;
}

/** An identity number. `type` is snake_case (`passport`, `national_id`, `tax_id`, `imo`, …); `country` ISO alpha-2. */
export interface Identifier {
  readonly type: string;
  readonly value: string;
  readonly country?: string;
}

/** One entry of a list, the same whatever format it was read from. */
export interface ListEntity {
  /** The list's own id of the entry, unique within the list. */
  readonly sourceId: string;
  readonly type: EntityType;
  /** At least one; the primary name first. */
  readonly names: readonly ListName[];
  /**
   * Dates of birth: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; `~` at the end means circa, `a/b` any day from a to b
   * (the notation of the Extended Date/Time Format, ISO 8601-2).
   */
  readonly dobs: readonly string[];
  /** ISO alpha-2: nationality, citizenship, birth, address, flag; in that order, each once. */
  readonly countries: readonly string[];
  readonly gender?: string;
  readonly identifiers: readonly Identifier[];
  /** Blockchain addresses as the list spells them. */
  readonly wallets: readonly string[];
  /** `sanction`, `pep`, `crypto`, … */
  readonly topics: readonly string[];
  /** The legal programmes of the entry, as the list names them. */
  readonly programmes: readonly string[];
}

/** One list at one moment. Two readings with the same content have the same version. */
export interface Watchlist {
  readonly id: string;
  /** Where it comes from, for people. */
  readonly source: string;
  /** The first 16 hexadecimal digits of the SHA-256 of the files' content. */
  readonly version: string;
  /** When the publisher (or, failing that, the file system) says that the content was last changed: ISO 8601. */
  readonly asOf: string;
  readonly entities: readonly ListEntity[];
}

/**
 * A list could not be read: missing, not reachable, damaged, or of no known format. The text is for operators; it names
 * the place (without credentials), the row where there is one, and what was expected, never the content of a row.
 */
export class UnreadableWatchlist extends Error {
  constructor(
    readonly location: string,
    readonly problem: string,
    /** True when the same location may well be readable later: network, time-out, server error. */
    readonly temporary = false,
    options?: { cause?: unknown },
  ) {
    super(`The watchlist at ${location} could not be read: ${problem}`, options);
    this.name = 'UnreadableWatchlist';
  }
}
