import type { TProperties } from '@sinclair/typebox';
import type { DocumentView, SelfieAssessment, SubsessionView } from '#libs/contracts';
import type { FieldError } from '#libs/problems';

/** What every step definition has, defaults filled in; a type's own properties stand beside. */
export interface StepDefinition {
  step_id: string;
  order: number;
  name: string;
  type: string;
  required: boolean;
  description?: string;
  instructions?: string;
}

/** What may be uploaded in a step, and what happens to it. */
export interface UploadRule {
  document_type?: string;
  field_id?: string;
  auto_extract: boolean;
  allow_multiple: boolean;
  entity_role?: string;
}

/**
 * What a step may ask the rest of the platform while it is completed. Each question goes to the service that owns the
 * answer, so the next click never depends on an event that is still under way.
 */
export interface StepSurroundings {
  /** ISO date */
  today: string;
  documents: () => Promise<DocumentView[]>;
  assessSelfie: (docId: string) => Promise<SelfieAssessment>;
  subsessions: () => Promise<SubsessionView[]>;
}

/** The end of an attempt to complete a step: what to keep, or every mistake at once. */
export type StepResult =
  { ok: true; formData?: Record<string, unknown> } | { ok: false; errors: FieldError[] };

/**
 * One type of step. `config` is the schema of its own properties in a definition; `isEmpty` tells an optional step that
 * is skipped from one that was filled in wrongly; `complete` judges a submission.
 */
export interface StepType<D extends StepDefinition = StepDefinition> {
  type: string;
  config: TProperties;
  /** Fills in defaults that depend on other properties of the step. */
  fillDefaults?(step: D): void;
  /** Mistakes that the schema cannot see; pointers relative to the step. */
  checkDefinition(step: D, today: string): FieldError[];
  /** Whether the step needs the documents of the session to be read before rules are evaluated. */
  collectsDocuments: boolean;
  /** The upload that fits the step, or undefined when nothing of that kind belongs here. */
  uploadRule(step: D, wanted: { document_type?: string; field_id?: string }): UploadRule | undefined;
  isEmpty(step: D, data: unknown, surroundings: StepSurroundings): Promise<boolean>;
  complete(step: D, data: unknown, surroundings: StepSurroundings): Promise<StepResult>;
}

/** Whether a submission's `data` holds nothing. */
export function isBlank(data: unknown): boolean {
  return data === undefined || data === null || (typeof data === 'object' && Object.keys(data).length === 0);
}

/** Steps that take no form data refuse any that is sent, instead of dropping it silently. */
export function refuseData(data: unknown): FieldError[] {
  if (isBlank(data)) return [];
  return [{ pointer: '/data', code: 'unknown_property', detail: 'this step takes no data' }];
}
