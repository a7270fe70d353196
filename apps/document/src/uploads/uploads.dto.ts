import { Type, type Static } from '@sinclair/typebox';

/** A file name is only ever shown, never used as a path; control characters have no place in it. */
const FileName = Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\u0000-\\u001f\\u007f]+$' });
const Name = Type.String({ minLength: 1, maxLength: 100 });
const Side = Type.Union([Type.Literal('front'), Type.Literal('back')]);

const target = {
  step_id: Name,
  document_type: Type.Optional(Name),
  field_id: Type.Optional(Name),
  side: Type.Optional(Side),
  file_name: FileName,
  content_type: Type.String({ minLength: 1, maxLength: 100 }),
};

export const InitUploadRequest = Type.Object(
  {
    ...target,
    size: Type.Integer({ minimum: 1, description: 'Bytes' }),
    sha256: Type.Optional(Type.String({ pattern: '^[0-9A-Fa-f]{64}$', description: 'Hex' })),
  },
  { additionalProperties: false },
);
export type InitUploadBody = Static<typeof InitUploadRequest>;

export const InitUploadAnswer = Type.Object({
  upload_id: Type.String(),
  upload_url: Type.String(),
  method: Type.Literal('PUT'),
  headers: Type.Record(Type.String(), Type.String()),
  expires_at: Type.String({ format: 'date-time' }),
});

export const ConfirmUploadRequest = Type.Object(
  { upload_id: Type.String({ minLength: 1, maxLength: 100 }) },
  { additionalProperties: false },
);
export type ConfirmUploadBody = Static<typeof ConfirmUploadRequest>;

export const ReceiveDocumentRequest = Type.Object(
  { ...target, data: Type.String({ description: 'Base64 with padding' }) },
  { additionalProperties: false },
);
export type ReceiveDocumentBody = Static<typeof ReceiveDocumentRequest>;
