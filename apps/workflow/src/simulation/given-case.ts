import type { BiometricsView, OwnershipView, SubsessionView } from '#libs/contracts';
import type { FieldError } from '#libs/problems';
import { checkTypes } from '../checks/check-types.js';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { wantedChecks } from '../processing/check-runs.js';
import type { CaseSources, CheckFindings } from '../rules/assemble-case.js';
import { ownershipThreshold } from '../rules/parties-in-case.js';
import { stepTypeOf } from '../steps/registry.js';
import type {
  GivenBiometrics,
  GivenCase,
  GivenCheck,
  GivenOwnership,
  GivenSubsession,
} from './given-case.dto.js';
import { readGivenDocuments } from './given-documents.js';
import { readGivenForms } from './given-form.js';

export type ReadCase = { ok: true; sources: CaseSources } | { ok: false; errors: FieldError[] };

/**
 * Completes a made-up case to what a session would have brought together. What the case leaves out was looked for and
 * not found: checks that it does not name passed, and the face is alive, the document's and new. Without figures of the
 * ownership, the shares that its subsessions declare count as direct ones.
 *
 * @param today ISO date that limits like `today-18y` refer to
 */
export function readGivenCase(definition: WorkflowDefinition, given: GivenCase, today: string): ReadCase {
  const forms = readGivenForms(definition, given.form_data, today);
  const { documents, errors } = readGivenDocuments(given.documents);
  if (forms.errors.length + errors.length > 0) return { ok: false, errors: [...forms.errors, ...errors] };
  const subsessions = given.subsessions.map((one, i) => subsessionOf(one, definition, i));
  const ownership = given.ownership ?? declaredOwnership(subsessions);
  const biometrics = biometricsOf(given.biometrics, definition.validation_config.face_match_threshold);
  const sources = {
    formData: forms.values,
    documents,
    biometrics,
    subsessions,
    ...(ownership && { ownership: ownershipOf(ownership, definition) }),
    checks: [...given.checks.map(checkOf), ...otherChecks(given.checks, definition, biometrics)],
  };
  return { ok: true, sources };
}

function checkOf(
  { check_id, type, status, outcome, provider, reasons, evidence }: GivenCheck,
  i: number,
): CheckFindings {
  const ended = outcome ?? (status === 'completed' ? 'pass' : undefined);
  return {
    check_id: check_id ?? `simulated_check_${i}`,
    type,
    status,
    reasons,
    ...(ended && { outcome: ended }),
    ...(provider && { provider }),
    ...(evidence && { evidence }),
  };
}

/** A face match that the workflow asks for passes or fails as the figures of the case say. */
function otherChecks(
  given: readonly GivenCheck[],
  definition: WorkflowDefinition,
  { face_match }: BiometricsView,
): CheckFindings[] {
  const wanted = wantedChecks(definition);
  return checkTypes
    .filter(({ type }) => given.every((check) => check.type !== type))
    .map(({ type }) => ({
      check_id: `simulated_${type}`,
      type,
      status: 'completed',
      outcome: type === 'run_face_match' && wanted.includes(type) ? (face_match?.outcome ?? 'pass') : 'pass',
      reasons: [],
    }));
}

function biometricsOf(given: GivenBiometrics, workflowThreshold: number): BiometricsView {
  const { selfie, liveness, face_match, duplicate_faces = [] } = given;
  const { similarity = 1, threshold = workflowThreshold } = face_match ?? {};
  return {
    ...(selfie && {
      selfie: { doc_id: 'simulated', passed: selfie.passed, qualities: [], reasons: selfie.reasons },
    }),
    liveness: {
      passed: liveness?.passed ?? true,
      confidence: liveness?.confidence ?? null,
      provider: liveness?.provider ?? 'simulated',
      attempts: [],
    },
    duplicate_faces,
    face_match: {
      provider: 'simulated',
      source: 'selfie',
      doc_id: 'simulated',
      outcome: similarity >= threshold ? 'pass' : 'fail',
      ...face_match,
      similarity,
      threshold,
    },
  };
}

/** Percentages as they are given; `subsession_ids` say where an owner stands among the parties. */
interface OwnershipFigures {
  unaccounted_percent: number;
  owners: (GivenOwnership['owners'][number] & { subsession_ids?: string[] })[];
}

/** Direct shares only. Who is no company may be a natural person; what a company holds is traced to nobody. */
function declaredOwnership(parties: readonly SubsessionView[]): OwnershipFigures | undefined {
  if (parties.length === 0) return undefined;
  const owners = parties.flatMap(
    ({ subsession_id, name, status, entity_type, ownership_percentage: effective = 0 }) =>
      entity_type === 'company' || effective === 0
        ? []
        : [{ name, effective, is_verified: status === 'approved', subsession_ids: [subsession_id] }],
  );
  const declared = owners.reduce((sum, { effective }) => sum + effective, 0);
  return { unaccounted_percent: Math.max(0, 100 - declared), owners };
}

function ownershipOf(
  { unaccounted_percent: percent, owners }: OwnershipFigures,
  definition: WorkflowDefinition,
): OwnershipView {
  const threshold = ownershipThreshold(definition);
  return {
    threshold,
    owners: owners.map(({ name = '', effective, is_verified, subsession_ids = [] }) => ({
      ...{ name, entity_type: 'individual', subsession_ids, paths: [], is_verified },
      ...{ direct: effective, indirect: 0, effective, is_beneficial_owner: effective >= threshold },
    })),
    unaccounted: { percent, undeclared: [], unresolved: [] },
    circular: [],
    over_declared: [],
    paths_complete: true,
  };
}

function subsessionOf(given: GivenSubsession, definition: WorkflowDefinition, i: number): SubsessionView {
  const collecting = definition.steps.find((step) => stepTypeOf(step.type).brings(step).parties);
  const { role, entity_type, ownership_percentage, ...rest } = given;
  return {
    subsession_id: `simulated_subsession_${i}`,
    session_id: `simulated_session_${i}`,
    step_id: collecting?.step_id ?? 'simulated',
    name: '',
    expires_at: '',
    ...rest,
    ...(role && { role }),
    ...(entity_type && { entity_type }),
    ...(typeof ownership_percentage === 'number' && { ownership_percentage }),
  };
}
