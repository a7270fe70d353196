import type { BiometricsView, DocumentView, WatchlistMatch } from '#libs/contracts';

export const countryAspects = [
  'nationality',
  'residence',
  'tax_residence',
  'incorporation',
  'document_issuer',
] as const;
export type CountryAspect = (typeof countryAspects)[number];

/** A country that was declared in a form or read from a document. */
export interface CaseCountry {
  aspect: CountryAspect | undefined;
  /** ISO alpha-2 */
  code: string;
  /** `form:<step>/<field>` or `document:<doc_id>/<field>` */
  source: string;
}

export interface CaseCheck {
  check_id: string;
  type: string;
  status: string;
  outcome?: string;
  reasons: string[];
}

/** Everything rules may look at: the stored inputs of one session, nothing else. A decision is re-derivable from it. */
export interface Case {
  /** Submitted values by step and field. */
  form: Record<string, Record<string, unknown>>;
  countries: CaseCountry[];
  /** Hits of the sanctions check, each with the role of the party it concerns. */
  matches: (WatchlistMatch & { entity_role?: string })[];
  documents: DocumentView[];
  biometrics: BiometricsView;
  checks: CaseCheck[];
}
