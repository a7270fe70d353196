import type { OpenAPIObject } from '@nestjs/swagger';
import { Type, type TSchema } from '@sinclair/typebox';

type Paths = OpenAPIObject['paths'];

const Missing = Type.Object(
  { available: Type.Literal(false) },
  { description: 'The service that holds this part does not answer at the moment' },
);
const orMissing = (part: TSchema): TSchema => Type.Union([part, Missing]);
const Note = Type.Object({ code: Type.String(), detail: Type.String() });
const Quality = Type.Object({
  name: Type.String(),
  value: Type.Union([Type.Number(), Type.String()]),
  passed: Type.Boolean(),
});

const Documents = Type.Array(
  Type.Object({
    doc_id: Type.String(),
    step_id: Type.String(),
    document_type: Type.Optional(Type.String()),
    side: Type.Optional(Type.Union([Type.Literal('front'), Type.Literal('back')])),
    status: Type.String(),
    fields: Type.Record(Type.String(), Type.Unknown()),
    warnings: Type.Array(Note),
    signals: Type.Array(Note),
  }),
);
const Provider = Type.String({ description: '`sandbox` marks a result that was made up for a test' });
const Confidence = Type.Number({ minimum: 0, maximum: 100 });
const LivenessAttempt = Type.Object({
  liveness_session_id: Type.String(),
  step_id: Type.String(),
  status: Type.Union(
    (['created', 'succeeded', 'failed', 'expired'] as const).map((status) => Type.Literal(status)),
  ),
  confidence: Type.Optional(Confidence),
  passed: Type.Optional(Type.Boolean()),
  challenge_type: Type.String(),
  provider: Provider,
  reasons: Type.Array(Type.String()),
  created_at: Type.String({ format: 'date-time' }),
  completed_at: Type.Optional(Type.String({ format: 'date-time' })),
});
const Biometrics = Type.Object({
  selfie: Type.Optional(
    Type.Object({
      passed: Type.Boolean(),
      qualities: Type.Array(Quality),
      reasons: Type.Array(Type.String()),
    }),
  ),
  liveness: Type.Optional(
    Type.Object({
      passed: Type.Boolean(),
      confidence: Type.Union([Confidence, Type.Null()]),
      provider: Provider,
      attempts: Type.Array(LivenessAttempt),
    }),
  ),
  face_match: Type.Optional(
    Type.Object({
      similarity: Type.Number({ minimum: 0, maximum: 1 }),
      threshold: Type.Number({ minimum: 0, maximum: 1 }),
      outcome: Type.String(),
      source: Type.Union([Type.Literal('selfie'), Type.Literal('liveness')]),
      provider: Provider,
      doc_id: Type.String(),
    }),
  ),
});
const Subsessions = Type.Array(
  Type.Object({
    subsession_id: Type.String(),
    session_id: Type.String(),
    step_id: Type.String(),
    name: Type.String(),
    role: Type.Optional(Type.String()),
    entity_type: Type.Optional(Type.String()),
    ownership_percentage: Type.Optional(Type.Number()),
    status: Type.String(),
    expires_at: Type.String({ format: 'date-time' }),
    subsessions: Type.Array(Type.Object({}, { additionalProperties: true }), {
      description: 'The parties of the party’s own session, in the same shape',
    }),
  }),
);
const Percent = Type.Number({ minimum: 0, maximum: 100 });
const Ownership = Type.Object(
  {
    threshold: Percent,
    owners: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          entity_type: Type.Union([Type.Literal('individual'), Type.Literal('company'), Type.Null()]),
          subsession_ids: Type.Array(Type.String()),
          direct: Percent,
          indirect: Percent,
          effective: Percent,
          is_beneficial_owner: Type.Boolean(),
          is_verified: Type.Boolean(),
        },
        { additionalProperties: true },
      ),
    ),
    unaccounted: Type.Object({ percent: Percent }, { additionalProperties: true }),
    circular: Type.Array(Type.Object({}, { additionalProperties: true })),
    over_declared: Type.Array(Type.Object({}, { additionalProperties: true })),
    paths_complete: Type.Boolean(),
  },
  {
    description:
      'Who owns the company in the end, percent of it, by what the parties of all levels declared; of workflows that collect related parties',
  },
);

/** The schemas of what the gateway adds to workflow's answer, without TypeBox's marks. */
const parts = JSON.parse(
  JSON.stringify({
    documents: orMissing(Documents),
    biometrics: orMissing(Biometrics),
    subsessions: orMissing(Subsessions),
    ownership: Ownership,
  }),
) as Record<string, never>;

const viewPath = /^\/kyc\/sessions\/\{[^}]+\}$/;

/** Adds the parts that the gateway composes to workflow's description of `GET /kyc/sessions/{id}`. */
export function describeSessionView(paths: Paths): Paths {
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => {
      if (!viewPath.test(path) || !item.get) return [path, item];
      return [path, { ...item, get: withParts(item.get) }];
    }),
  );
}

type Operation = NonNullable<Paths[string]['get']>;

function withParts(operation: Operation): Operation {
  const answer = operation.responses['200'];
  const core = (answer && 'content' in answer && answer.content?.['application/json']?.schema) || {};
  const known = 'properties' in core ? core.properties : {};
  const schema = { ...core, type: 'object', properties: { ...known, ...parts } };
  return {
    ...operation,
    responses: {
      ...operation.responses,
      200: { description: 'The composed view of the session', content: { 'application/json': { schema } } },
    },
  };
}
