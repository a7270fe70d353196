import type {
  AdverseMediaEvidence,
  AdverseMediaFinding,
  BiometricsView,
  CrossValidationEvidence,
  DocumentView,
  OwnershipView,
  SanctionsEvidence,
  SubsessionView,
  WalletEvidence,
} from '#libs/contracts';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { formFieldsOf } from '../definitions/form-fields.js';
import type { FieldDefinition } from '../fields/field-definition.js';
import { formValues } from '../fields/form-values.js';
import { answersOf, type FormData } from './answers.js';
import type { Case, CaseCheck, CaseCountry, CaseMatch, CaseMismatch, CountryAspect } from './case.js';
import { casePartiesOf, findingsOfParties, impactingSteps } from './parties-in-case.js';

/** A check as the case needs it: how it ended and what it found. */
export interface CheckFindings extends CaseCheck {
  evidence?: Record<string, unknown>;
}

/** What is known of one session: its own data, and what other services found. */
export interface CaseSources {
  formData: FormData;
  checks: readonly CheckFindings[];
  documents: readonly DocumentView[];
  biometrics: BiometricsView;
  subsessions: readonly SubsessionView[];
  /** Absent when the session can have no parties. */
  ownership?: OwnershipView;
}

/**
 * Puts together what the rules may look at. Pure.
 *
 * @param today ISO date of the evaluation
 */
export function assembleCase(definition: WorkflowDefinition, sources: CaseSources, today: string): Case {
  const { formData, checks, documents, biometrics, subsessions, ownership } = sources;
  const impacting = impactingSteps(definition);
  const ofParties = findingsOfParties(subsessions, impacting);
  return {
    decided_on: today,
    answers: answersOf(definition, formData),
    countries: [...formCountries(definition, formData), ...documents.flatMap(documentCountries)],
    matches: [...matchesOf(checks), ...ofParties.matches],
    adverse_media: [...adverseMediaOf(checks), ...ofParties.adverse_media],
    mismatches: evidenceOf<CrossValidationEvidence>(checks, 'cross_validate_documents').flatMap(mismatchesOf),
    documents: [...documents],
    biometrics,
    subsessions: casePartiesOf(subsessions, impacting),
    ...(ownership && { ownership }),
    checks: checks.map(checkOf),
  };
}

/** Watchlist entries that checks have found. */
export function matchesOf(checks: readonly CheckFindings[]): CaseMatch[] {
  return [
    ...evidenceOf<SanctionsEvidence>(checks, 'run_sanction_check').flatMap(partyMatches),
    ...evidenceOf<WalletEvidence>(checks, 'run_crypto_check').flatMap(walletMatches),
  ];
}

export function adverseMediaOf(checks: readonly CheckFindings[]): AdverseMediaFinding[] {
  return evidenceOf<AdverseMediaEvidence>(checks, 'run_adverse_media').flatMap(
    ({ findings = [] }) => findings,
  );
}

function checkOf({ check_id, type, status, outcome, provider, reasons }: CheckFindings): CaseCheck {
  return { check_id, type, status, reasons, ...(outcome && { outcome }), ...(provider && { provider }) };
}

function evidenceOf<E>(checks: readonly CheckFindings[], type: string): Partial<E>[] {
  return checks.filter((check) => check.type === type).map(({ evidence }) => (evidence ?? {}) as Partial<E>);
}

/** What a form says of its countries. Nobody says whose address an address is, so its country has no aspect. */
function formCountries(definition: WorkflowDefinition, formData: FormData): CaseCountry[] {
  const stepIds = new Set(formFieldsOf(definition).map(({ stepId }) => stepId));
  return [...stepIds].flatMap((stepId) => {
    const fields = formFieldsOf(definition).filter((one) => one.stepId === stepId);
    const values = formValues(
      fields.map(({ field }) => field),
      formData[stepId] ?? {},
    );
    return values.flatMap(({ path, field, value }) => countryIn(field, value, `form:${stepId}/${path}`));
  });
}

function countryIn(field: FieldDefinition, value: unknown, source: string): CaseCountry[] {
  if (field.type === 'country' && typeof value === 'string') {
    const aspect = field['country_type'] as CountryAspect | undefined;
    return [{ code: value, source, ...(aspect && { aspect }) }];
  }
  const code = field.type === 'address' && (value as { country?: unknown } | null)?.country;
  return typeof code === 'string' ? [{ code, source: `${source}/country` }] : [];
}

const documentAspects: Record<string, CountryAspect> = {
  nationality: 'nationality',
  issuing_country: 'document_issuer',
  incorporation_country: 'incorporation',
};

function documentCountries({ doc_id, fields }: DocumentView): CaseCountry[] {
  return Object.entries(documentAspects).flatMap(([name, aspect]) => {
    const code = (fields[name] as { value?: unknown } | undefined)?.value;
    return typeof code === 'string' ? [{ aspect, code, source: `document:${doc_id}/${name}` }] : [];
  });
}

function partyMatches({ screenings = [] }: Partial<SanctionsEvidence>): CaseMatch[] {
  return screenings.flatMap(({ subject: { source, entity_role }, matches }) =>
    matches.map((match) => ({ ...match, source, ...(entity_role && { entity_role }) })),
  );
}

/** Who owns a wallet on a list is known by it, so every such match concerns `crypto`, whatever the list says. */
function walletMatches({ wallets = [] }: Partial<WalletEvidence>): CaseMatch[] {
  return wallets.flatMap(({ source, entity_role, matches }) =>
    matches.map((match) => ({
      ...match,
      topics: [...new Set([...match.topics, 'crypto'])],
      source,
      ...(entity_role && { entity_role }),
    })),
  );
}

const documentSource = /^document:([^/]+)/;

function mismatchesOf({ comparisons = [] }: Partial<CrossValidationEvidence>): CaseMismatch[] {
  return comparisons
    .filter(({ verdict }) => verdict === 'differs')
    .map(({ field, sources }) => {
      const ids = sources.flatMap((source) => documentSource.exec(source)?.[1] ?? []);
      return { field, sources, doc_ids: [...new Set(ids)] };
    });
}
