import type { FieldError } from '#libs/problems';
import type { DocumentRequirement } from './config.js';

/** A required document has not been uploaded. */
export function documentMissing({ document_type, display_name }: DocumentRequirement): FieldError {
  return {
    pointer: `/documents/${document_type}`,
    code: 'document_missing',
    detail: `Upload this document first: ${display_name ?? document_type}.`,
  };
}
