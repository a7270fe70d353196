import { Type } from '@sinclair/typebox';
import type { DocumentView } from '#libs/contracts';
import type { WorkflowVersion } from '../definitions/workflow.repository.js';
import type { StepDefinition } from '../steps/step-type.js';
import { currentStepIndex, isExpired, type Session } from './session.js';
import { stepJson } from './session.dto.js';

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
      documents: documents.filter((d) => d.step_id === step.step_id).map(publicDocument),
      corrections: [],
    })),
  };
}

function publicDocument({ doc_id, document_type, field_id, side, status, uploaded_at }: DocumentView) {
  return { doc_id, document_type, field_id, side, status, uploaded_at };
}

/** Properties that only the tenant sees: internal descriptions, and what would tell a fraudster how he is checked. */
const internalStepKeys = ['description'];
const internalFieldKeys = [
  'description',
  'validate_lists',
  'validate_adverse_media',
  'entity_role',
  'field_key',
];
const internalRequirementKeys = [
  'entity_role',
  'extraction_profile',
  'post_upload_validations',
  'auto_extract',
];

const without = (value: object, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));

/** The definition as an end user may see it: no rules, no internal descriptions. */
export function publicWorkflowJson({ definition }: WorkflowVersion) {
  return { name: definition.name, steps: definition.steps.map(publicStep) };
}

function publicStep(step: StepDefinition): Record<string, unknown> {
  const shown = without(step, internalStepKeys);
  const { custom_fields, document_requirements, subsession_config } = shown as Record<
    string,
    object[] | undefined
  >;
  return {
    ...shown,
    ...(custom_fields && { custom_fields: custom_fields.map((f) => without(f, internalFieldKeys)) }),
    ...(document_requirements && {
      document_requirements: document_requirements.map((r) => without(r, internalRequirementKeys)),
    }),
    ...(subsession_config && {
      subsession_config: without(subsession_config, ['workflow_id', 'impact_parent_status']),
    }),
  };
}
