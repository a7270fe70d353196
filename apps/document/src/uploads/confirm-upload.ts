import { Inject, Injectable } from '@nestjs/common';
import type { DocumentView } from '#libs/contracts';
import { LOGGER, type Logger } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { SessionRef } from '../documents/document.js';
import { StoreDocument } from '../documents/store-document.js';
import { OBJECT_STORE, type ObjectStore } from '../files/object-store.js';
import { JudgeUpload, type JudgedDocument } from './judge-upload.js';
import { stagingOf, type UploadRow } from './upload.js';
import { alreadyConfirmed, UploadsRepository } from './uploads.repository.js';

/**
 * Turns what arrived at the signed URL into a document. The bytes are read once and judged; exactly those are stored as
 * the document, whatever is sent to the URL afterwards. A refused file leaves neither bytes nor a document.
 */
@Injectable()
export class ConfirmUpload {
  constructor(
    private readonly uploads: UploadsRepository,
    private readonly judging: JudgeUpload,
    private readonly documents: StoreDocument,
    @Inject(OBJECT_STORE) private readonly store: ObjectStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async confirm(session: SessionRef, uploadId: string): Promise<DocumentView> {
    const upload = await this.uploads.find(session, uploadId);
    if (!upload) throw new DomainRefusal('not_found', 'The session has no such upload.');
    checkOpen(upload, new Date());
    const bytes = await this.bytesOf(upload);
    const judged = await this.judge(upload, bytes);
    const document = await this.documents.add({
      ...judged,
      file: { bytes, contentType: upload.contentType, fileName: await this.uploads.openName(upload) },
      together: (tx) => this.uploads.confirm(upload, tx),
    });
    await this.clear(upload);
    return document;
  }

  private async bytesOf(upload: UploadRow): Promise<Buffer> {
    try {
      const bytes = await this.store.get(stagingOf(upload), upload.size);
      if (bytes) return bytes;
    } catch (error) {
      if (error instanceof DomainRefusal && error.code === 'payload_too_large') await this.refuse(upload);
      throw error;
    }
    const latest = await this.uploads.find(upload, upload._id);
    // The other one of two confirmations at the same time may have cleared the place already.
    if (latest) checkOpen(latest, new Date());
    throw new DomainRefusal('upload_incomplete', 'Send the bytes to upload_url before confirming.');
  }

  private async judge(upload: UploadRow, bytes: Buffer): Promise<JudgedDocument> {
    const { contentType, size, sha256, permission, side } = upload;
    try {
      const file = { bytes, contentType, size, sha256, permission, side };
      return await this.judging.judge(upload, file, '/upload_id');
    } catch (error) {
      // What was not judged to the end can be confirmed again.
      if (error instanceof DomainRefusal && speaksOfFile(error)) await this.refuse(upload);
      throw error;
    }
  }

  private async refuse(upload: UploadRow): Promise<void> {
    await this.uploads.refuse(upload);
    await this.clear(upload);
  }

  /** Bytes left behind by a failure here are cleared by the sweep. */
  private async clear(upload: UploadRow): Promise<void> {
    await this.store.delete(stagingOf(upload)).catch((error: unknown) => {
      this.logger.warn({ err: error, upload_id: upload._id }, 'the bytes of an upload were not cleared yet');
    });
  }
}

const speaksOfFile = ({ code }: DomainRefusal): boolean =>
  code === 'invalid_file' || code === 'document_rejected';

function checkOpen({ status, expiresAt }: UploadRow, now: Date): void {
  if (status === 'confirmed') throw alreadyConfirmed();
  if (status === 'refused')
    throw new DomainRefusal('invalid_file', 'The file of this upload was refused; begin a new upload.');
  if (status === 'expired' || expiresAt <= now)
    throw new DomainRefusal('upload_expired', 'Begin the upload again.');
}
