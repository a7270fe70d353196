import type {
  AdverseMediaFinding,
  BiometricsView,
  DocumentView,
  OwnershipView,
  SubsessionView,
  WatchlistMatch,
} from '#libs/contracts';

export const countryAspects = [
  'nationality',
  'residence',
  'tax_residence',
  'incorporation',
  'document_issuer',
] as const;
export type CountryAspect = (typeof countryAspects)[number];

/** One field of a form, wherever it is nested, and what was answered. */
export interface CaseAnswer {
  field_id: string;
  /** The type of the field. */
  type: string;
  /** `form:<step>/<field>`, `form:<step>/<list>/<index>/<field>` */
  source: string;
  /** As the form reader normalised it; null when there is no answer. */
  value: unknown;
}

/** A country that was declared in a form or read from a document. */
export interface CaseCountry {
  /** Absent when the form does not say what the country is to the person or company. */
  aspect?: CountryAspect;
  /** ISO alpha-2 */
  code: string;
  /** `form:<step>/<field>` or `document:<doc_id>/<field>` */
  source: string;
}

/** A watchlist entry that may be a party, or the owner of a wallet, of the session. */
export type CaseMatch = WatchlistMatch & {
  /** The name or wallet that was looked for: `form:<step>/<field>`, `document:<doc_id>/<field>`, behind `subsession:<id>/` when it is a party's */
  source: string;
  entity_role?: string;
};

/** A datum that sources of the session give differently. */
export interface CaseMismatch {
  field: string;
  sources: string[];
  /** The documents among the sources. */
  doc_ids: string[];
}

export interface CaseCheck {
  check_id: string;
  type: string;
  status: string;
  outcome?: string;
  provider?: string;
  reasons: string[];
}

/** A related party's own session; `impacts_parent` when its rejection stands in the way of an automatic approval. */
export type CaseSubsession = Omit<SubsessionView, 'findings' | 'subsessions'> & {
  /** Whether its result counts for the session by itself; parties of parties count through the one that invited them. */
  impacts_parent: boolean;
  /** In review for something that was found, not only because nothing decides sessions like it automatically. */
  has_open_findings?: boolean;
  /** Of a party of a party: who invited it. */
  parent_subsession_id?: string;
};

/**
 * Everything rules may look at: the stored inputs of one session, nothing else. It is plain JSON, and its lists are
 * sets: their order means nothing. A decision is re-derivable from it.
 */
export interface Case {
  /** ISO date of the evaluation, which limits like `today-18y` and expiries refer to. */
  decided_on: string;
  answers: CaseAnswer[];
  countries: CaseCountry[];
  matches: CaseMatch[];
  adverse_media: AdverseMediaFinding[];
  mismatches: CaseMismatch[];
  documents: DocumentView[];
  biometrics: BiometricsView;
  subsessions: CaseSubsession[];
  /** Who owns the company, by what its parties declared; absent when the session can have no parties. */
  ownership?: OwnershipView;
  checks: CaseCheck[];
}

/** Whether a check of the type was run and has found what there is to find. */
export function hasResult({ checks }: Pick<Case, 'checks'>, type: string): boolean {
  return checks.some((check) => check.type === type && check.status === 'completed');
}
