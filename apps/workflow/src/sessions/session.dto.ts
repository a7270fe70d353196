import { Type } from '@sinclair/typebox';
import { decidedStates, sessionStates } from './session.states.js';
import type { Reopening } from '../steps/step-type.js';
import { decisionOf, stateAt, type Check, type Session, type StepState } from './session.js';
import type { SessionListing } from './session.repository.js';
import type { StoredEntry } from './timeline.repository.js';

const closed = { additionalProperties: false };
const Time = Type.String({ format: 'date-time' });
const State = Type.Union(sessionStates.map((state) => Type.Literal(state)));

/** Room for what an integrator keeps beside a session; larger things belong into their own system. */
const Metadata = Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { maxProperties: 50 });

export const CreateSessionBody = Type.Object(
  {
    workflow_id: Type.String({ minLength: 1, maxLength: 100 }),
    ttl_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
    client_id: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    metadata: Type.Optional(Metadata),
  },
  closed,
);

export const ListSessionsQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    cursor: Type.Optional(Type.String({ pattern: '^ses_[0-9a-z]{26}$' })),
    status: Type.Optional(State),
    workflow_id: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    client_id: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    created_after: Type.Optional(Time),
    created_before: Type.Optional(Time),
  },
  closed,
);

const StepJson = Type.Object({
  step_id: Type.String(),
  status: Type.String(),
  started_at: Type.Union([Time, Type.Null()]),
  completed_at: Type.Union([Time, Type.Null()]),
});

export const TimelineQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 200 }),
    cursor: Type.Optional(Type.String({ pattern: '^tml_[0-9a-z]{26}[0-9]{10}$' })),
  },
  closed,
);

export const TimelineJson = Type.Object({
  data: Type.Array(
    Type.Object({
      entry_id: Type.String(),
      type: Type.String(),
      actor: Type.String(),
      at: Time,
      before: Type.Union([State, Type.Null()]),
      after: Type.Union([State, Type.Null()]),
      details: Type.Object({}, { additionalProperties: true }),
      note: Type.Union([Type.String(), Type.Null()], {
        description: 'What a reviewer wrote; null once the session is deleted',
      }),
    }),
  ),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
});

export const LinkJson = Type.Object({
  session_id: Type.String(),
  status: State,
  access_token: Type.String(),
  url: Type.String(),
  expires_at: Time,
});

export const ExtendBody = Type.Object({ days: Type.Integer({ minimum: 1, maximum: 365 }) }, closed);

/** Texts that people read: no control characters but the line break. */
const Text = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u0009\\u000b-\\u001f\\u007f]*$' });

export const CorrectionsBody = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          step_id: Type.String({ minLength: 1, maxLength: 64 }),
          document_type: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
          field_id: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
          reason_code: Type.String({ pattern: '^[A-Za-z0-9_.-]{1,64}$' }),
          message: Text(1_000),
        },
        closed,
      ),
      { minItems: 1, maxItems: 50 },
    ),
  },
  closed,
);

export const ReviewBody = Type.Object(
  {
    status: Type.Union((['approved', 'rejected', 'manual_review'] as const).map((s) => Type.Literal(s))),
    reason: Text(2_000),
  },
  closed,
);

export const PendingDecisionJson = Type.Object({
  pending_decision: Type.Object({
    status: Type.String(),
    reviewer: Type.String(),
    reason: Type.String(),
    at: Time,
  }),
});

export const SessionListingJson = Type.Object({
  session_id: Type.String(),
  workflow_id: Type.String(),
  workflow_version: Type.Integer(),
  parent_session_id: Type.Union([Type.String(), Type.Null()]),
  client_id: Type.Union([Type.String(), Type.Null()]),
  status: State,
  created_at: Time,
  updated_at: Time,
  completed_at: Type.Union([Time, Type.Null()]),
  deleted_at: Type.Union([Time, Type.Null()]),
  expires_at: Time,
  steps: Type.Array(StepJson),
});

export const CreatedSessionJson = Type.Composite([
  SessionListingJson,
  Type.Object({ access_token: Type.String(), url: Type.String() }),
]);

export const SessionJson = Type.Composite([
  SessionListingJson,
  Type.Object({
    metadata: Type.Object({}, { additionalProperties: true }),
    form_data: Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown())),
    checks: Type.Array(Type.Object({}, { additionalProperties: true })),
    decision: Type.Union([Type.Null(), Type.Object({}, { additionalProperties: true })]),
    previous_decisions: Type.Array(Type.Object({}, { additionalProperties: true })),
    pending_decision: Type.Union([Type.Null(), PendingDecisionJson.properties.pending_decision]),
    processing_results: Type.Object({}, { additionalProperties: true }),
  }),
]);

export const ListJson = Type.Object({
  data: Type.Array(SessionListingJson),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
});

const time = (at?: Date): string | null => at?.toISOString() ?? null;

export function stepJson({ step_id, status, startedAt, completedAt }: StepState) {
  return { step_id, status, started_at: time(startedAt), completed_at: time(completedAt) };
}

/** What a reviewer wants done again in a step. */
export function correctionsJson(reopening: Reopening | undefined) {
  return (reopening?.items ?? []).map((item) => ({ ...item, requested_at: reopening?.at }));
}

/** A session without anything that is sealed. An active one past its time shows as expired. */
export function sessionListingJson(session: SessionListing) {
  return {
    session_id: session.id,
    workflow_id: session.workflowId,
    workflow_version: session.workflowVersion,
    parent_session_id: session.parentSessionId ?? null,
    client_id: session.clientId ?? null,
    status: stateAt(session, new Date()),
    created_at: session.createdAt.toISOString(),
    updated_at: session.updatedAt.toISOString(),
    completed_at: time(session.completedAt),
    deleted_at: time(session.deletedAt),
    expires_at: session.expiresAt.toISOString(),
    steps: session.steps.map(stepJson),
  };
}

function checkJson({ startedAt, completedAt, evidence, outcome, provider, ...check }: Check) {
  return {
    ...check,
    outcome: outcome ?? null,
    provider: provider ?? null,
    started_at: time(startedAt),
    completed_at: time(completedAt),
    evidence: evidence ?? null,
  };
}

export function sessionJson(session: Session) {
  const records = session.decisions.map(({ record }) => record);
  return {
    ...sessionListingJson(session),
    steps: session.steps.map((step) => ({
      ...stepJson(step),
      corrections: correctionsJson(session.reopenings[step.step_id]),
    })),
    metadata: session.metadata,
    form_data: session.formData,
    checks: session.checks.map(checkJson),
    decision: decisionOf(session) ?? null,
    previous_decisions: records.slice(0, -1),
    pending_decision: session.pendingDecision ?? null,
    processing_results: {
      phase: session.run?.phase ?? null,
      decided: decidedStates.includes(session.status),
      checks: Object.fromEntries(session.checks.map((c) => [c.type, c.outcome ?? c.status])),
    },
  };
}

export function timelineEntryJson({ entryId, at, before, after, details, note, type, actor }: StoredEntry) {
  return {
    entry_id: entryId,
    type,
    actor,
    at: at.toISOString(),
    before: before ?? null,
    after: after ?? null,
    details: details ?? {},
    note: note ?? null,
  };
}
