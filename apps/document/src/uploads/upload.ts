import type { Binary } from 'mongodb';
import type { UploadPermission } from '#libs/contracts';
import type { SessionRef } from '../documents/document.js';
import type { FileLocation } from '../files/object-store.js';
import type { FileContentType } from '../inspection/content-types.js';

/** `pending → confirmed | refused | expired`; only a pending upload can become a document. */
export type UploadStatus = 'pending' | 'confirmed' | 'refused' | 'expired';

/** An announced upload. Its bytes lie apart from documents until they were judged. */
export interface UploadRow extends SessionRef {
  _id: string;
  status: UploadStatus;
  permission: UploadPermission;
  side?: 'front' | 'back';
  contentType: FileContentType;
  size: number;
  sha256?: string;
  /** Sealed */
  fileName: Binary;
  createdAt: Date;
  /** Until then the bytes can be sent and confirmed. */
  expiresAt: Date;
  /** When the place of the bytes is cleared for good, after the signed URL expired; absent when that was done. */
  sweepAt?: Date;
}

/** How long a signed upload URL is good, ms. */
export const uploadLifetimeMs = 15 * 60 * 1000;
/** A slow PUT that began just before its URL expired may go on for so long, ms. */
export const lateArrivalMs = 10 * 60 * 1000;
/** Announced but unconfirmed uploads of one session. */
export const maxPendingUploads = 50;

/** Where the bytes of an upload wait to be judged. */
export function stagingOf({ tenantId, sessionId, _id }: UploadRow): FileLocation {
  return { tenantId, sessionId, key: _id };
}
