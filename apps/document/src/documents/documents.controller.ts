import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import type { FastifyReply } from 'fastify';
import type { DocumentView } from '#libs/contracts';
import { Caller, Operate, SETTINGS, type Settings } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { Caller as CallerIdentity } from '#libs/security';
import { OBJECT_STORE, type ObjectStore } from '../files/object-store.js';
import { extensionOf } from '../inspection/content-types.js';
import type { DocumentRow } from './document.js';
import { DocumentSchema } from './document.dto.js';
import { DocumentsRepository } from './documents.repository.js';

/** Signed download URLs are for a click, not for keeping. */
const downloadLifetimeMs = 5 * 60 * 1000;

/** Documents as reviewers and other services see them. */
@Controller()
export class DocumentsController {
  constructor(
    private readonly documents: DocumentsRepository,
    @Inject(OBJECT_STORE) private readonly store: ObjectStore,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('internal/sessions/:id/documents')
  @Operate({
    summary: 'Documents of a session',
    tag: 'Internal',
    access: 'service',
    answers: { 200: Type.Object({ documents: Type.Array(DocumentSchema) }) },
  })
  async list(
    @Caller() { tenantId }: CallerIdentity,
    @Param('id') sessionId: string,
  ): Promise<{ documents: DocumentView[] }> {
    return { documents: await this.documents.list({ tenantId, sessionId }) };
  }

  @Get('internal/documents/:id/content')
  @Operate({
    summary: 'Bytes of a document',
    tag: 'Internal',
    access: 'service',
    answers: { 200: null },
    problems: ['not_found'],
  })
  async content(
    @Caller() { tenantId }: CallerIdentity,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const row = await this.documents.find(tenantId, id);
    if (!row) throw new DomainRefusal('not_found', 'There is no such document.');
    const maxBytes = Math.max(row.size, this.settings.MAX_UPLOAD_MB * 1024 * 1024);
    const bytes = await this.store.get(locationOf(row), maxBytes);
    if (!bytes) throw new DomainRefusal('not_found', 'The bytes of the document are gone.');
    await reply.header('content-type', row.contentType).send(bytes);
  }

  @Get('kyc/sessions/:id/documents/:docId/url')
  @Operate({
    summary: 'Short-lived download URL of a document',
    tag: 'Sessions',
    access: 'kyc:read',
    answers: { 200: Type.Object({ url: Type.String(), expires_at: Type.String({ format: 'date-time' }) }) },
    problems: ['not_found'],
  })
  async url(
    @Caller() { tenantId }: CallerIdentity,
    @Param('id') sessionId: string,
    @Param('docId') docId: string,
  ): Promise<{ url: string; expires_at: string }> {
    const row = await this.documents.find(tenantId, docId);
    if (!row || row.sessionId !== sessionId)
      throw new DomainRefusal('not_found', 'The session has no such document.');
    const expiresAt = new Date(Date.now() + downloadLifetimeMs);
    const { contentType } = row;
    const fileName = `${row._id}.${extensionOf(contentType)}`;
    const url = await this.store.signedDownloadUrl({
      file: locationOf(row),
      contentType,
      fileName,
      expiresAt,
    });
    return { url, expires_at: expiresAt.toISOString() };
  }
}

function locationOf({ tenantId, sessionId, _id }: DocumentRow): Parameters<ObjectStore['get']>[0] {
  return { tenantId, sessionId, key: _id };
}
