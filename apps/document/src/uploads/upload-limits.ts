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

/** What the step itself asks of a file: its own types and its own limit, within those that hold everywhere. */
export function checkPermitted(
  type: FileContentType,
  file: { size: number; sizePointer: string },
  { accepted_types, max_size_mb }: UploadPermission,
): void {
  if (accepted_types && !accepted_types.some((accepted) => includesType(accepted, type)))
    throw notAccepted(`Send one of: ${accepted_types.join(', ')}.`);
  if (max_size_mb !== undefined) checkSize(file.size, { MAX_UPLOAD_MB: max_size_mb }, file.sizePointer);
}

/** Whether a declared type, or a range such as `image/*`, includes a type that is accepted here. */
function includesType(accepted: string, type: FileContentType): boolean {
  const range = accepted.trim().toLowerCase();
  return range.endsWith('/*') ? type.startsWith(range.slice(0, -1)) : acceptedContentType(range) === type;
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
