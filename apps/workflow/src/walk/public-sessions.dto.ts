import { Type } from '@sinclair/typebox';
import type { DocumentView } from '#libs/contracts';
import type { WorkflowVersion } from '../definitions/workflow.repository.js';
import { stepTypeOf } from '../steps/registry.js';
import type { StepDefinition } from '../steps/step-type.js';
import { currentStepIndex, isExpired, type Session } from '../sessions/session.js';
import { correctionsJson, stepJson } from '../sessions/session.dto.js';

export const CompleteStepBody = Type.Object(
  { data: Type.Optional(Type.Unknown()) },
  { additionalProperties: false },
);

export const CompletedStepJson = Type.Object({
  step: Type.Object({ step_id: Type.String(), status: Type.String() }),
  session: Type.Object({ status: Type.String(), current_step_index: Type.Integer() }),
  next_step_id: Type.Union([Type.String(), Type.Null()]),
});

export const PublicStateJson = Type.Object({
  session_id: Type.String(),
  workflow_name: Type.String(),
  status: Type.String(),
  expires_at: Type.String({ format: 'date-time' }),
  current_step_index: Type.Integer(),
  total_steps: Type.Integer(),
  steps: Type.Array(
    Type.Object({ step_id: Type.String(), status: Type.String() }, { additionalProperties: true }),
  ),
});

export const PublicWorkflowJson = Type.Object({
  name: Type.String(),
  steps: Type.Array(Type.Object({ step_id: Type.String() }, { additionalProperties: true })),
});

/** What an end user may see of the own session. */
export function publicStateJson(
  session: Session,
  workflow: WorkflowVersion,
  documents: DocumentView[],
  now: Date,
) {
  return {
    session_id: session.id,
    workflow_name: workflow.definition.name,
    status: isExpired(session, now) ? 'expired' : session.status,
    expires_at: session.expiresAt.toISOString(),
    current_step_index: currentStepIndex(session),
    total_steps: session.steps.length,
    steps: session.steps.map((step) => ({
      ...stepJson(step),
      documents: documents
        .filter((d) => d.step_id === step.step_id && !isTakenByLiveness(d))
        .map(publicDocument),
      corrections: correctionsJson(session.reopenings[step.step_id]),
    })),
  };
}

/** Pictures of a liveness check are nothing that the user has uploaded. */
const isTakenByLiveness = ({ document_type }: DocumentView): boolean =>
  document_type?.startsWith('liveness_') ?? false;

function publicDocument({ doc_id, document_type, field_id, side, status, uploaded_at }: DocumentView) {
  return { doc_id, document_type, field_id, side, status, uploaded_at };
}

/** The definition as an end user may see it: no rules, no internal descriptions. */
export function publicWorkflowJson({ definition }: WorkflowVersion) {
  return { name: definition.name, steps: definition.steps.map(publicStep) };
}

function publicStep(step: StepDefinition): Record<string, unknown> {
  const { step_id, order, name, type, required, instructions } = step;
  return {
    step_id,
    order,
    name,
    type,
    required,
    ...(instructions !== undefined && { instructions }),
    ...stepTypeOf(type).publicConfig(step),
  };
}
