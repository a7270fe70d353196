import { Type } from '@sinclair/typebox';

const Remarks = Type.Array(Type.Object({ code: Type.String(), detail: Type.String() }));

/** `DocumentView` as the OpenAPI document shows it. */
export const DocumentSchema = Type.Object(
  {
    doc_id: Type.String(),
    step_id: Type.String(),
    document_type: Type.Optional(Type.String()),
    field_id: Type.Optional(Type.String()),
    side: Type.Optional(Type.Union([Type.Literal('front'), Type.Literal('back')])),
    entity_role: Type.Optional(Type.String()),
    status: Type.Union(
      (['uploaded', 'processing', 'extracted', 'extraction_failed'] as const).map((s) => Type.Literal(s)),
    ),
    content_type: Type.String(),
    size: Type.Integer({ description: 'Bytes' }),
    uploaded_at: Type.String({ format: 'date-time' }),
    document_kind: Type.Optional(Type.String()),
    fields: Type.Record(Type.String(), Type.Unknown()),
    warnings: Remarks,
    signals: Remarks,
  },
  { description: 'A document of a session and what was read from it.' },
);
