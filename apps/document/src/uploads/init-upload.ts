import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { newId } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { SessionRef } from '../documents/document.js';
import { SessionLedger } from '../documents/session-ledger.js';
import { OBJECT_STORE, type ObjectStore, type SignedRequest } from '../files/object-store.js';
import { AdmitUpload } from './admit-upload.js';
import { lateArrivalMs, maxPendingUploads, stagingOf, uploadLifetimeMs, type UploadRow } from './upload.js';
import type { InitUploadBody } from './uploads.dto.js';
import { UploadsRepository } from './uploads.repository.js';

export interface BegunUpload extends SignedRequest {
  uploadId: string;
  expiresAt: Date;
}

/** Announces an upload: checks that it would be welcome and hands out a signed URL for its bytes. */
@Injectable()
export class InitUpload {
  constructor(
    private readonly admission: AdmitUpload,
    private readonly uploads: UploadsRepository,
    private readonly ledger: SessionLedger,
    private readonly database: Database,
    @Inject(OBJECT_STORE) private readonly store: ObjectStore,
  ) {}

  async begin(session: SessionRef, body: InitUploadBody): Promise<BegunUpload> {
    const { contentType, permission } = await this.admission.admit(session, body, {
      contentType: body.content_type,
      size: body.size,
      sizePointer: '/size',
    });
    const now = new Date();
    const expiresAt = new Date(now.getTime() + uploadLifetimeMs);
    const row: UploadRow = {
      _id: newId('upl'),
      ...session,
      status: 'pending',
      permission,
      side: body.side,
      contentType,
      size: body.size,
      sha256: body.sha256?.toLowerCase(),
      fileName: await this.uploads.sealName(session, body.file_name),
      createdAt: now,
      expiresAt,
      sweepAt: new Date(expiresAt.getTime() + lateArrivalMs),
    };
    await this.insert(row, now);
    const { size, sha256 } = row;
    const signed = await this.store.signedUploadUrl({
      file: stagingOf(row),
      contentType,
      size,
      sha256,
      expiresAt,
    });
    return { uploadId: row._id, expiresAt, ...signed };
  }

  private async insert(row: UploadRow, now: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.ledger.takeTurn(row, tx);
      if ((await this.uploads.countPending(row, now, tx)) >= maxPendingUploads)
        throw new DomainRefusal(
          'limit_reached',
          'Confirm the uploads that were begun before beginning more.',
        );
      await this.uploads.insert(row, tx);
    });
  }
}
