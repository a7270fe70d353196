import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { oneOfTypes } from '../definitions/one-of-types.js';
import { sessionStates } from '../sessions/session.states.js';
import { documentTypes, type DocumentType } from '../steps/document-upload/config.js';
import { evidenceByCheck } from './given-evidence.dto.js';

const closed = { additionalProperties: false };
const most = 200;
const Id = Type.String({ minLength: 1, maxLength: 200 });
const Share = Type.Number({ minimum: 0, maximum: 1 });
const Flag = Type.Boolean();
const Codes = Type.Array(Type.String({ maxLength: 200 }), { maxItems: most, default: [] });
const orNull = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));
const anyOf = <const T extends string>(values: readonly T[], options: { default?: T } = {}) =>
  Type.Unsafe<T>(
    Type.Union(
      values.map((one) => Type.Literal(one)),
      options,
    ),
  );

const Remarks = Type.Array(
  Type.Object(
    { code: Type.String({ maxLength: 200 }), detail: Type.String({ maxLength: 2_000, default: '' }) },
    closed,
  ),
  { maxItems: most, default: [] },
);

/** A part of `documents[]` as `GET /kyc/sessions/{id}` shows it; what is left out is in order. */
const GivenDocument = Type.Object(
  {
    doc_id: Type.Optional(Id),
    step_id: Type.Optional(Id),
    document_type: Type.Optional(anyOf(Object.keys(documentTypes) as DocumentType[])),
    field_id: Type.Optional(Id),
    side: Type.Optional(anyOf(['front', 'back'])),
    entity_role: Type.Optional(Id),
    status: anyOf(['uploaded', 'processing', 'extracted', 'extraction_failed'], { default: 'extracted' }),
    document_kind: Type.Optional(Id),
    fields: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), {
      default: {},
      maxProperties: most,
      description: 'Each a plain value, or `{value, confidence?, source?}` with `confidence` from 0 to 1.',
    }),
    warnings: Remarks,
    signals: Remarks,
    content_type: Type.Optional(Id),
    size: Type.Optional(Type.Integer({ minimum: 0 })),
    uploaded_at: Type.Optional(Id),
  },
  closed,
);

const GivenCheck = oneOfTypes(
  Object.entries(evidenceByCheck).map(([type, evidence]) =>
    Type.Object(
      {
        check_id: Type.Optional(Id),
        type: Type.Literal(type),
        status: anyOf(['pending', 'running', 'completed', 'failed', 'not_available'], {
          default: 'completed',
        }),
        outcome: orNull(anyOf(['pass', 'review', 'fail'])),
        provider: orNull(Id),
        // Not a union with null: in one of those, defaults would not be filled in.
        evidence: Type.Optional(Type.Unsafe({ ...evidence, type: ['object', 'null'] })),
        reasons: Codes,
        started_at: orNull(Id),
        completed_at: orNull(Id),
      },
      closed,
    ),
  ),
);

const GivenBiometrics = Type.Object(
  {
    selfie: Type.Optional(
      Type.Object(
        {
          doc_id: Type.Optional(Id),
          passed: Flag,
          qualities: Type.Array(Type.Unknown(), { maxItems: most, default: [] }),
          reasons: Codes,
        },
        closed,
      ),
    ),
    liveness: Type.Optional(
      Type.Object(
        {
          passed: Flag,
          confidence: orNull(Type.Number({ minimum: 0, maximum: 100 })),
          provider: Type.Optional(Id),
          attempts: Type.Array(Type.Unknown(), { maxItems: most, default: [] }),
        },
        closed,
      ),
    ),
    face_match: Type.Optional(
      Type.Object(
        {
          similarity: Share,
          threshold: Type.Optional(Share),
          outcome: Type.Optional(anyOf(['pass', 'fail'])),
          source: Type.Optional(anyOf(['selfie', 'liveness'])),
          doc_id: Type.Optional(Id),
          provider: Type.Optional(Id),
        },
        closed,
      ),
    ),
    duplicate_faces: Type.Optional(
      Type.Array(Type.Object({ session_id: Id, similarity: Share }, closed), { maxItems: most }),
    ),
  },
  { ...closed, default: {} },
);

const GivenSubsession = Type.Object(
  {
    subsession_id: Type.Optional(Id),
    session_id: Type.Optional(Id),
    step_id: Type.Optional(Id),
    name: Type.Optional(Type.String({ maxLength: 200 })),
    role: orNull(Id),
    entity_type: orNull(Id),
    ownership_percentage: orNull(Type.Number({ minimum: 0, maximum: 100 })),
    status: anyOf(sessionStates),
    expires_at: Type.Optional(Id),
  },
  closed,
);

const GivenOwnership = Type.Object(
  {
    unaccounted_percent: Type.Number({ minimum: 0, maximum: 100, default: 0 }),
    owners: Type.Array(
      Type.Object(
        {
          name: Type.Optional(Type.String({ maxLength: 200 })),
          effective: Type.Number({ minimum: 0, maximum: 100 }),
          is_verified: Flag,
        },
        closed,
      ),
      { maxItems: most, default: [], description: 'Natural persons, with all that they own' },
    ),
  },
  closed,
);

/** A case that an integrator makes up. */
export const GivenCase = Type.Object(
  {
    form_data: Type.Record(Type.String({ maxLength: 200 }), Type.Unknown(), {
      maxProperties: 1_000,
      description:
        '`{step_id: {field_id: value}}` or `{field_id: value}`; values are read as the forms read them.',
    }),
    documents: Type.Array(GivenDocument, { maxItems: most, default: [] }),
    checks: Type.Unsafe<GivenCheck[]>(Type.Array(GivenCheck, { maxItems: most, default: [] })),
    biometrics: GivenBiometrics,
    subsessions: Type.Array(GivenSubsession, { maxItems: most, default: [] }),
    ownership: Type.Optional(GivenOwnership),
  },
  closed,
);

export interface GivenCheck {
  check_id?: string;
  type: string;
  status: string;
  outcome?: 'pass' | 'review' | 'fail' | null;
  provider?: string | null;
  evidence?: Record<string, unknown> | null;
  reasons: string[];
}
export type GivenCase = Static<typeof GivenCase>;
export type GivenDocument = Static<typeof GivenDocument>;
export type GivenBiometrics = Static<typeof GivenBiometrics>;
export type GivenSubsession = Static<typeof GivenSubsession>;
export type GivenOwnership = Static<typeof GivenOwnership>;
