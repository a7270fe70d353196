import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Type, type Static } from '@sinclair/typebox';
import { Caller, Operate } from '#libs/platform';
import type { Caller as CallerIdentity } from '#libs/security';
import { viewOf } from '../documents/document.js';
import { sessionOf } from '../documents/session-of.js';
import { ExtractDocument } from './extract-document.js';

const ExtractRequest = Type.Object(
  { doc_id: Type.String({ minLength: 1, maxLength: 100 }) },
  { additionalProperties: false },
);

const ExtractAnswer = Type.Object({
  doc_id: Type.String(),
  status: Type.Union([Type.Literal('extracted'), Type.Literal('extraction_failed')]),
  document_type: Type.Optional(Type.String()),
  fields: Type.Record(Type.String(), Type.Unknown()),
  warnings: Type.Array(Type.Object({ code: Type.String(), detail: Type.String() })),
});

/** Lets an end user have a document read and see what was found. */
@Controller('public/session/extract')
export class ExtractionController {
  constructor(private readonly extraction: ExtractDocument) {}

  @Post()
  @HttpCode(200)
  @Operate({
    summary: 'Read a document',
    description: 'Waits for the reading at most 30 s; answers 503 with Retry-After while it goes on.',
    tag: 'Uploads',
    access: 'end_user',
    body: ExtractRequest,
    answers: { 200: ExtractAnswer },
    problems: ['not_found', 'unavailable'],
  })
  async extract(
    @Caller() caller: CallerIdentity,
    @Body() body: Static<typeof ExtractRequest>,
  ): Promise<Record<string, unknown>> {
    const { row, reading } = await this.extraction.extract(sessionOf(caller), body.doc_id);
    const { fields, warnings } = viewOf(row, reading);
    return {
      doc_id: row._id,
      status: row.status,
      document_type: row.documentType,
      fields,
      warnings,
    };
  }
}
