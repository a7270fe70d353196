import { Body, Controller, Post } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import type { DocumentView } from '#libs/contracts';
import { Caller, Operate } from '#libs/platform';
import type { ProblemCode } from '#libs/problems';
import type { Caller as CallerIdentity } from '#libs/security';
import { DocumentSchema } from '../documents/document.dto.js';
import { sessionOf } from '../documents/session-of.js';
import { ConfirmUpload } from './confirm-upload.js';
import { InitUpload } from './init-upload.js';
import { ReceiveDocument } from './receive-document.js';
import {
  ConfirmUploadRequest,
  InitUploadAnswer,
  InitUploadRequest,
  ReceiveDocumentRequest,
  type ConfirmUploadBody,
  type InitUploadBody,
  type ReceiveDocumentBody,
} from './uploads.dto.js';

const welcomeProblems: ProblemCode[] = [
  'not_found',
  'session_not_active',
  'step_not_current',
  'step_already_completed',
  'limit_reached',
  'session_expired',
  'payload_too_large',
  'unsupported_media_type',
];

/** Refusals of the validations that a requirement asks for. */
const validationProblems: ProblemCode[] = ['document_rejected', 'rate_limited', 'unavailable'];

const validated =
  'Then come the `post_upload_validations` of the requirement: `document_rejected` has an entry in `errors` for each ' +
  'that the document does not pass, whose `detail` tells the end user what to do; nothing is kept of it then. 503 with ' +
  'Retry-After where one could not be made.';

/** How an end user sends files: announced and put to a signed URL, or in the request itself. */
@Controller('public/session')
export class UploadsController {
  constructor(
    private readonly initUpload: InitUpload,
    private readonly confirmUpload: ConfirmUpload,
    private readonly receiveDocument: ReceiveDocument,
  ) {}

  @Post('upload/init')
  @Operate({
    summary: 'Begin an upload',
    tag: 'Uploads',
    access: 'end_user',
    body: InitUploadRequest,
    answers: { 201: InitUploadAnswer },
    problems: welcomeProblems,
  })
  async init(
    @Caller() caller: CallerIdentity,
    @Body() body: InitUploadBody,
  ): Promise<Static<typeof InitUploadAnswer>> {
    const { uploadId, url, method, headers, expiresAt } = await this.initUpload.begin(
      sessionOf(caller),
      body,
    );
    return {
      upload_id: uploadId,
      upload_url: url,
      method,
      headers,
      expires_at: expiresAt.toISOString(),
    };
  }

  @Post('upload/confirm')
  @Operate({
    summary: 'Turn an upload into a document',
    description: `What arrived is checked: size, hash, type by content, completeness, no active content. ${validated}`,
    tag: 'Uploads',
    access: 'end_user',
    body: ConfirmUploadRequest,
    answers: { 201: DocumentSchema },
    problems: [
      'not_found',
      'upload_already_confirmed',
      'limit_reached',
      'upload_expired',
      'upload_incomplete',
      'invalid_file',
      ...validationProblems,
    ],
  })
  async confirm(@Caller() caller: CallerIdentity, @Body() body: ConfirmUploadBody): Promise<DocumentView> {
    return this.confirmUpload.confirm(sessionOf(caller), body.upload_id);
  }

  @Post(['upload', 'documents'])
  @Operate({
    summary: 'Send a document in the request',
    tag: 'Uploads',
    access: 'end_user',
    body: ReceiveDocumentRequest,
    answers: { 201: DocumentSchema },
    description: validated,
    problems: [...welcomeProblems, 'invalid_file', ...validationProblems],
  })
  async receive(@Caller() caller: CallerIdentity, @Body() body: ReceiveDocumentBody): Promise<DocumentView> {
    return this.receiveDocument.receive(sessionOf(caller), body);
  }
}
