import { Type, type Static, type TSchema, type TUnsafe } from '@sinclair/typebox';

/** Identifiers are opaque; only their prefix is promised. */
export const SessionId = Type.String({ pattern: '^ses_[0-9a-z]{26}$', description: 'The session.' });
export const DocumentId = Type.String({ pattern: '^doc_[0-9a-z]{26}$', description: 'The document.' });
export const CheckId = Type.String({ pattern: '^chk_[0-9a-z]{26}$', description: 'The check.' });
export const WorkflowId = Type.String({
  pattern: '^wfl_[0-9a-z]{26}$',
  description: 'The workflow that the session follows.',
});
export const SubsessionId = Type.String({
  pattern: '^sub_[0-9a-z]{26}$',
  description: 'The link between the two sessions.',
});
export const WorkflowVersion = Type.Integer({
  minimum: 1,
  description: 'The version of the workflow, fixed when the session was opened.',
});
export const Timestamp = Type.String({ format: 'date-time' });
export const Code = Type.String({ pattern: '^[a-z0-9_]{1,80}$' });
export const StepId = Type.String({
  pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$',
  description: 'The step, as the workflow names it.',
});
export const FieldId = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$' });
export const ListId = Type.String({ minLength: 1, maxLength: 100 });
export const TenantId = Type.String({ minLength: 1, description: 'The tenant that the session belongs to.' });
export const ClientId = Type.String({
  minLength: 1,
  maxLength: 200,
  description:
    'The integrator’s own reference for its customer, as given when the session was opened. It travels as it is: use an id of yours, never a name or an email address.',
});
export const Provider = described(
  Code,
  '`local`, or the outside service that did the work. `sandbox`: the result was made up for a test.',
);
export const Warnings = Type.Array(Code, {
  description: 'Stable codes of what was noticed, without what was read.',
});
export const Reasons = Type.Array(Code, {
  description: 'Stable codes of what led to the outcome, without findings.',
});

/** The same schema with a description for one use of it. */
export function described<S extends TSchema>(schema: S, description: string): S {
  return { ...schema, description };
}

/** One of a few words, as an `enum`. Consumers must expect that a later version knows further ones. */
export function oneOf<T extends string>(words: readonly T[], description: string): TUnsafe<T> {
  return Type.Unsafe<T>({ type: 'string', enum: [...words], description });
}

/** A string that is always present and may be null. */
export function nullable<S extends TSchema>(schema: S, description: string): TUnsafe<Static<S> | null> {
  return Type.Unsafe<Static<S> | null>({ ...schema, type: [String(schema.type), 'null'], description });
}

const CheckStatus = oneOf(
  ['completed', 'failed', 'not_available'],
  '`completed`: it ran and has an outcome. `failed` and `not_available`: it has none and never counts as a pass.',
);
const CheckOutcome = oneOf(
  ['pass', 'review', 'fail'],
  'What a completed check came to; absent when it did not complete.',
);

/** What every check reports when it ends; the evidence stays with the service that has it. */
export const CheckResult = {
  session_id: SessionId,
  check_id: CheckId,
  status: CheckStatus,
  outcome: Type.Optional(CheckOutcome),
  provider: Provider,
  reasons: Reasons,
};

/** Identifiers for the golden samples. */
export const sample = {
  sessionId: 'ses_01jd8x0000000000000000a001',
  parentSessionId: 'ses_01jd8x0000000000000000a000',
  docId: 'doc_01jd8x0000000000000000b001',
  checkId: 'chk_01jd8x0000000000000000c001',
  workflowId: 'wfl_01jd8x0000000000000000d001',
  subsessionId: 'sub_01jd8x0000000000000000e001',
  clientId: 'customer-4711',
  time: '2026-11-23T09:00:00.000Z',
  /** A week later. */
  expiry: '2026-11-30T09:00:00.000Z',
};
