import type { BiometricsView, DocumentView, ExtractedValue, SanctionsEvidence } from '#libs/contracts';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { formFieldsOf } from '../definitions/form-fields.js';
import type { Session } from '../sessions/session.js';
import type { Case, CaseCountry, CountryAspect } from './case.js';

/** Puts together what the rules may look at, from the session and what other services found. Pure. */
export function assembleCase(
  session: Session,
  definition: WorkflowDefinition,
  documents: DocumentView[],
  biometrics: BiometricsView,
): Case {
  return {
    form: session.formData,
    countries: [...formCountries(session, definition), ...documents.flatMap(documentCountries)],
    matches: session.checks.filter((c) => c.type === 'run_sanction_check').flatMap(matchesOf),
    documents,
    biometrics,
    checks: session.checks.map(({ check_id, type, status, outcome, reasons }) => {
      return { check_id, type, status, reasons, ...(outcome && { outcome }) };
    }),
  };
}

function formCountries({ formData }: Session, definition: WorkflowDefinition): CaseCountry[] {
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

function matchesOf({ evidence }: Session['checks'][number]): Case['matches'] {
  const { screenings = [] } = (evidence ?? {}) as Partial<SanctionsEvidence>;
  return screenings.flatMap(({ subject, matches }) =>
    matches.map((match) => ({ ...match, ...(subject.entity_role && { entity_role: subject.entity_role }) })),
  );
}
