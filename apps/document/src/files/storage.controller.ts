import { Controller, Get, HttpCode, Inject, Param, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operate, SETTINGS, type Settings } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { TokenHasher } from '#libs/security';
import { OBJECT_STORE, type ObjectStore } from './object-store.js';
import { readGrant, type StorageGrant } from './storage-token.js';

/**
 * What the signed URLs of the embedded store lead to. The signature is the whole authority: it names one file, one
 * method, the content type, the size and the time.
 */
@Controller('storage')
export class StorageController {
  constructor(
    @Inject(OBJECT_STORE) private readonly store: ObjectStore,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly hasher: TokenHasher,
  ) {}

  @Put('*')
  @HttpCode(200)
  @Operate({
    summary: 'Send the bytes of an upload to its signed URL',
    tag: 'Uploads',
    access: 'anonymous',
    answers: { 200: null },
    problems: [
      'forbidden',
      'upload_expired',
      'payload_too_large',
      'unsupported_media_type',
      'upload_incomplete',
    ],
  })
  async receive(@Param('*') token: string, @Req() request: FastifyRequest): Promise<void> {
    this.onlyEmbedded();
    const grant = readGrant(token, 'put', this.hasher, new Date());
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    checkAgainst(grant, bytes, request.headers['content-type']);
    await this.store.put(grant.file, bytes, grant.contentType);
  }

  @Get('*')
  @Operate({
    summary: 'Download a file from its signed URL',
    tag: 'Uploads',
    access: 'anonymous',
    answers: { 200: null },
    problems: ['forbidden', 'not_found'],
  })
  async send(@Param('*') token: string, @Res() reply: FastifyReply): Promise<void> {
    this.onlyEmbedded();
    const grant = readGrant(token, 'get', this.hasher, new Date());
    const bytes = await this.store.get(grant.file, this.settings.MAX_UPLOAD_MB * 1024 * 1024);
    if (!bytes) throw new DomainRefusal('not_found', 'The file is not there any more.');
    await reply
      .header('content-type', grant.contentType)
      .header('content-disposition', `attachment; filename="${grant.fileName}"`)
      .header('content-security-policy', "default-src 'none'; sandbox")
      .send(bytes);
  }

  /** With S3 nobody is given such URLs, so the routes are as good as absent. */
  private onlyEmbedded(): void {
    if (this.settings.S3_BUCKET) throw new DomainRefusal('not_found', 'Files are kept elsewhere.');
  }
}

function checkAgainst(grant: StorageGrant, bytes: Buffer, contentType: string | undefined): void {
  if (contentType?.split(';')[0]?.trim().toLowerCase() !== grant.contentType)
    throw new DomainRefusal(
      'unsupported_media_type',
      `Send content-type: ${grant.contentType}, as announced.`,
    );
  if (bytes.length > grant.size)
    throw new DomainRefusal('payload_too_large', `The upload was announced with ${grant.size} bytes.`);
  if (bytes.length < grant.size)
    throw new DomainRefusal('upload_incomplete', `${bytes.length} of ${grant.size} announced bytes arrived.`);
}
