import type { UploadPermission } from '#libs/contracts';
import { DomainRefusal } from '#libs/problems';
import {
  acceptedContentType,
  acceptedContentTypes,
  type FileContentType,
} from '../inspection/content-types.js';

const megabyte = 1024 * 1024;

/** The largest file, bytes. */
export function maxUploadBytes(settings: { MAX_UPLOAD_MB: number }): number {
  return settings.MAX_UPLOAD_MB * megabyte;
}

/** Room for the largest file in base64 (4 characters for 3 bytes) and the rest of the JSON body, bytes. */
export function maxBodyBytes(settings: { MAX_UPLOAD_MB: number }): number {
  return Math.ceil(maxUploadBytes(settings) / 3) * 4 + 64 * 1024;
}

/** Refuses a size above the limit as `payload_too_large`. */
export function checkSize(size: number, settings: { MAX_UPLOAD_MB: number }, pointer: string): void {
  if (size <= maxUploadBytes(settings)) return;
  const detail = `A file may have at most ${settings.MAX_UPLOAD_MB} MB.`;
  throw new DomainRefusal('payload_too_large', detail, [{ pointer, code: 'too_large', detail }]);
}

/** The accepted type that was declared, or a refusal that lists what is accepted. */
export function checkContentType(declared: string): FileContentType {
  const type = acceptedContentType(declared);
  if (type) return type;
  throw notAccepted(`Send one of: ${acceptedContentTypes.join(', ')}.`);
}

/** A selfie is a picture; everything else may be any accepted kind of file. */
export function checkSuits(type: FileContentType, permission: UploadPermission): void {
  const isSelfie = permission.step_type === 'selfie' || permission.document_type === 'selfie';
  if (isSelfie && type === 'application/pdf')
    throw notAccepted('A selfie is a picture: send JPEG, PNG or WebP.');
}

function notAccepted(detail: string): DomainRefusal {
  return new DomainRefusal('unsupported_media_type', detail, [
    { pointer: '/content_type', code: 'not_allowed', detail },
  ]);
}
