import type { TProperties } from '@sinclair/typebox';
import type {
  BiometricsView,
  DocumentView,
  OpeningParty,
  PostUploadCheck,
  SelfieAssessment,
  SubsessionView,
} from '#libs/contracts';
import type { FieldError } from '#libs/problems';
import type { FieldDefinition } from '../fields/field-definition.js';

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
  enable_auto_classification?: boolean;
  entity_role?: string;
  /** Of a `file` field only. */
  accepted_types?: string[];
  /** Of a `file` field only. */
  max_size_mb?: number;
  /** Of a document requirement only, as is the next. */
  validations?: PostUploadCheck[];
  extraction_profile?: string;
}

/** What a step adds to its session that other steps, checks and rules build on. */
export interface StepContribution {
  /** Fields whose values are kept as the step's form data. */
  fields?: readonly FieldDefinition[];
  /** Whether it collects documents, which are read before rules are evaluated. */
  documents?: boolean;
  /** Whether one of the documents shows its holder's face. */
  portrait?: boolean;
  /** Whether the biometrics service judges the user in it. */
  biometrics?: boolean;
  /** Whether it takes a picture of the user's face that can be compared with a portrait. */
  face?: boolean;
  /** Workflows that related parties go through in sessions of their own; pointers relative to the step. */
  parties?: readonly { workflowId: string; pointer: string; impactsParent: boolean }[];
  /** Extraction profiles that documents are read with; pointers relative to the step. */
  profiles?: readonly { profileId: string; documentType: string; pointer: string }[];
}

/** One thing that a reviewer wants done again. */
export interface Correction {
  document_type?: string;
  field_id?: string;
  reason_code: string;
  message: string;
}

/** A completed step that was opened again. */
export interface Reopening {
  /** ISO time */
  at: string;
  items: readonly Correction[];
}

/** A party that a step has collected, also one whose session is being opened at this moment. */
export type CollectedParty = Pick<SubsessionView, 'subsession_id' | 'step_id' | 'status'> | OpeningParty;

/**
 * What a step may ask the rest of the platform while it is completed. Each question goes to the service that owns the
 * answer, so the next click never depends on an event that is still under way.
 */
export interface StepSurroundings {
  /** ISO date */
  today: string;
  /** Why the step is open again; absent the first time. */
  reopened?: Reopening;
  /** What the step kept of an earlier submission. */
  previous?: Readonly<Record<string, unknown>>;
  /** What all forms of the session keep, by step: conditions may name fields of earlier ones. */
  formData?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  documents: () => Promise<DocumentView[]>;
  assessSelfie: (docId: string, config: unknown) => Promise<SelfieAssessment>;
  biometrics: () => Promise<BiometricsView>;
  subsessions: () => Promise<CollectedParty[]>;
}

/** The end of an attempt to complete a step: what to keep, or every mistake at once. */
export type StepResult =
  { ok: true; formData?: Record<string, unknown> } | { ok: false; errors: FieldError[] };

/** One type of step: a folder with the same cast as its neighbours, and a line in the registry. */
export interface StepType<D extends StepDefinition = StepDefinition> {
  type: string;
  /** The schema of its own properties in a definition. */
  config: TProperties;
  /** Fills in defaults that depend on other properties of the step. */
  fillDefaults?(step: D): void;
  /**
   * Mistakes that the schema cannot see; pointers relative to the step.
   *
   * @param earlier the fields of the forms that come before the step
   */
  checkDefinition(step: D, today: string, earlier?: readonly FieldDefinition[]): FieldError[];
  brings(step: D): StepContribution;
  /** Checks that run by themselves when the user reaches the step, which is complete when they have ended. */
  tasks?(step: D): readonly string[];
  /** Its own properties as an end user may see them. */
  publicConfig(step: D): Record<string, unknown>;
  /** The upload that fits the step, or undefined when nothing of that kind belongs here. */
  uploadRule(step: D, wanted: { document_type?: string; field_id?: string }): UploadRule | undefined;
  /** Tells an optional step that is skipped from one that was filled in wrongly. */
  isEmpty(step: D, data: unknown, surroundings: StepSurroundings): Promise<boolean>;
  /** Judges a submission. */
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

/** The object without some of its properties. */
export function without(value: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

/** Whether something was made after the step was opened again, or at all when it never was. */
export function isSince(at: string, reopened: Reopening | undefined): boolean {
  return reopened === undefined || at >= reopened.at;
}
