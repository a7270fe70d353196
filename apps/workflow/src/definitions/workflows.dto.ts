import { Type } from '@sinclair/typebox';
import { DefinitionSchema, EntityTypes } from './definition.js';
import type { VersionPage } from './list-versions.js';
import type { WorkflowVersion } from './workflow.repository.js';

const open = { additionalProperties: true };

/** Steps and checks are not written out again: they are those of the definition's schema, defaults filled in. */
export const WorkflowJson = Type.Composite([
  Type.Object({
    workflow_id: Type.String(),
    version: Type.Integer(),
    created_at: Type.String({ format: 'date-time', description: 'Of this version' }),
    created_by: Type.String({ description: 'Of this version' }),
  }),
  Type.Omit(DefinitionSchema, ['entity_types', 'steps', 'validation_config']),
  Type.Object({
    entity_types: EntityTypes,
    steps: Type.Array(
      Type.Object(
        { step_id: Type.String(), order: Type.Integer(), name: Type.String(), type: Type.String() },
        open,
      ),
    ),
    validation_config: Type.Object({}, open),
  }),
]);

export const ValidationJson = Type.Object({
  valid: Type.Boolean(),
  errors: Type.Array(Type.Object({ pointer: Type.String(), code: Type.String(), detail: Type.String() })),
});

const limit = Type.Integer({ minimum: 1, maximum: 100, default: 20 });
const closed = { additionalProperties: false };

export const PageQuery = Type.Object(
  { limit, cursor: Type.Optional(Type.String({ pattern: '^wfl_[0-9a-z]{26}$' })) },
  closed,
);

export const VersionsQuery = Type.Object(
  { limit, cursor: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,8}$' })) },
  closed,
);

export const WorkflowQuery = Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }, closed);

const NextCursor = Type.Union([Type.String(), Type.Null()]);

export const WorkflowListJson = Type.Object({ data: Type.Array(WorkflowJson), next_cursor: NextCursor });

export const VersionListJson = Type.Object({
  data: Type.Array(
    Type.Object({
      version: Type.Integer(),
      created_at: Type.String({ format: 'date-time' }),
      created_by: Type.String(),
      is_latest: Type.Boolean(),
      changes: Type.Array(
        Type.Object({
          op: Type.Union([Type.Literal('added'), Type.Literal('removed'), Type.Literal('changed')]),
          pointer: Type.String({
            description: 'JSON pointer into this version; of what was removed, into the one before',
          }),
        }),
        { description: 'What differs from the version before, at most 100; empty for the first version' },
      ),
      changes_omitted: Type.Integer({ description: 'How many more differences there are' }),
    }),
  ),
  next_cursor: NextCursor,
});

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

/** A page of a workflow's history as the API shows it. */
export function versionListJson({ entries, next }: VersionPage) {
  return {
    data: entries.map(
      ({ version: { version, createdAt, createdBy }, isLatest, changes, changesOmitted }) => ({
        version,
        created_at: createdAt.toISOString(),
        created_by: createdBy,
        is_latest: isLatest,
        changes,
        changes_omitted: changesOmitted,
      }),
    ),
    next_cursor: next === null ? null : String(next),
  };
}
