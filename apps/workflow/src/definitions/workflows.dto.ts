import { Type } from '@sinclair/typebox';
import { DefinitionSchema } from './definition.js';
import type { WorkflowVersion } from './workflow.repository.js';

export const AnyDefinition = Type.Unsafe<Record<string, unknown>>(
  Type.Object(
    {},
    { additionalProperties: true, description: 'A workflow definition; see the answer for its shape.' },
  ),
);

export const WorkflowJson = Type.Composite([
  Type.Object({
    workflow_id: Type.String(),
    version: Type.Integer(),
    created_at: Type.String({ format: 'date-time' }),
    created_by: Type.String(),
  }),
  DefinitionSchema,
]);

export const ValidationJson = Type.Object({
  valid: Type.Boolean(),
  errors: Type.Array(Type.Object({ pointer: Type.String(), code: Type.String(), detail: Type.String() })),
});

export const PageQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
);

export const WorkflowQuery = Type.Object(
  { version: Type.Optional(Type.Integer({ minimum: 1 })) },
  { additionalProperties: false },
);

/** A workflow version as the API shows it. */
export function workflowJson({ workflowId, version, definition, createdAt, createdBy }: WorkflowVersion) {
  return {
    workflow_id: workflowId,
    version,
    created_at: createdAt.toISOString(),
    created_by: createdBy,
    ...definition,
  };
}
