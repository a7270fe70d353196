import type {
  BiometricsView,
  DocumentView,
  ExtractedValue,
  SanctionsEvidence,
  SubsessionView,
} from '#libs/contracts';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { formFieldsOf } from '../definitions/form-fields.js';
import type { Case, CaseCheck, CaseCountry, CountryAspect } from './case.js';

/** A check as the case needs it: how it ended and what it found. */
export interface CheckFindings extends CaseCheck {
  evidence?: Record<string, unknown>;
}

/** What is known of one session: its own data, and what other services found. */
export interface CaseSources {
  /** Submitted values by step and field. */
  formData: Record<string, Record<string, unknown>>;
  checks: readonly CheckFindings[];
  documents: readonly DocumentView[];
  biometrics: BiometricsView;
  subsessions: readonly SubsessionView[];
}

/** Puts together what the rules may look at. Pure. */
export function assembleCase(definition: WorkflowDefinition, sources: CaseSources): Case {
  const { formData, checks, documents, biometrics } = sources;
  return {
    form: formData,
    countries: [...formCountries(formData, definition), ...documents.flatMap(documentCountries)],
    matches: checks.filter((c) => c.type === 'run_sanction_check').flatMap(matchesOf),
    documents: [...documents],
    biometrics,
    checks: checks.map(({ check_id, type, status, outcome, reasons }) => {
      return { check_id, type, status, reasons, ...(outcome && { outcome }) };
    }),
  };
}

function formCountries(formData: CaseSources['formData'], definition: WorkflowDefinition): CaseCountry[] {
  return formFieldsOf(definition)
    .filter(({ field }) => field.type === 'country')
    .flatMap(({ stepId, field }) => {
      const code = formData[stepId]?.[field.field_id];
      const aspect = field['country_type'] as CountryAspect | undefined;
      return typeof code === 'string' ? [{ aspect, code, source: `form:${stepId}/${field.field_id}` }] : [];
    });
}

const documentAspects: Record<string, CountryAspect> = {
  nationality: 'nationality',
  issuing_country: 'document_issuer',
  incorporation_country: 'incorporation',
};

function documentCountries({ doc_id, fields }: DocumentView): CaseCountry[] {
  return Object.entries(documentAspects).flatMap(([name, aspect]) => {
    const field = fields[name] as ExtractedValue | undefined;
    return field ? [{ aspect, code: field.value, source: `document:${doc_id}/${name}` }] : [];
  });
}

function matchesOf({ evidence }: CheckFindings): Case['matches'] {
  const { screenings = [] } = (evidence ?? {}) as Partial<SanctionsEvidence>;
  return screenings.flatMap(({ subject, matches }) =>
    matches.map((match) => ({ ...match, ...(subject.entity_role && { entity_role: subject.entity_role }) })),
  );
}
