import { Type } from '@sinclair/typebox';
import { decidedStates, sessionStates } from './session.states.js';
import type { Check, Session, StepState } from './session.js';
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
    cursor: Type.Optional(Type.String({ maxLength: 100 })),
    status: Type.Optional(
      Type.Union(sessionStates.filter((s) => s !== 'deleted').map((s) => Type.Literal(s))),
    ),
    workflow_id: Type.Optional(Type.String({ maxLength: 100 })),
    client_id: Type.Optional(Type.String({ maxLength: 200 })),
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
    processing_results: Type.Object({}, { additionalProperties: true }),
  }),
]);

export const TimelineJson = Type.Object({
  data: Type.Array(
    Type.Object({ entry_id: Type.String(), type: Type.String(), actor: Type.String(), at: Time }),
  ),
});

export const ListJson = Type.Object({
  data: Type.Array(SessionListingJson),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
});

const time = (at?: Date): string | null => at?.toISOString() ?? null;

export function stepJson({ step_id, status, startedAt, completedAt }: StepState) {
  return { step_id, status, started_at: time(startedAt), completed_at: time(completedAt) };
}

/** A session without anything that is sealed. An active one past its time shows as expired. */
export function sessionListingJson(session: SessionListing) {
  const expired = session.status === 'active' && session.expiresAt <= new Date();
  return {
    session_id: session.id,
    workflow_id: session.workflowId,
    workflow_version: session.workflowVersion,
    parent_session_id: session.parentSessionId ?? null,
    client_id: session.clientId ?? null,
    status: expired ? ('expired' as const) : session.status,
    created_at: session.createdAt.toISOString(),
    updated_at: session.updatedAt.toISOString(),
    completed_at: time(session.completedAt),
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
  return {
    ...sessionListingJson(session),
    metadata: session.metadata,
    form_data: session.formData,
    checks: session.checks.map(checkJson),
    decision: session.decision ?? null,
    processing_results: {
      phase: session.processing?.phase ?? null,
      decided: decidedStates.includes(session.status),
      checks: Object.fromEntries(session.checks.map((c) => [c.type, c.outcome ?? c.status])),
    },
  };
}

export function timelineEntryJson({ entryId, at, before, after, details, type, actor }: StoredEntry) {
  return {
    entry_id: entryId,
    type,
    actor,
    at: at.toISOString(),
    before: before ?? null,
    after: after ?? null,
    details: details ?? {},
  };
}
