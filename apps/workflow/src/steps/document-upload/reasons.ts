import type { FieldError } from '#libs/problems';
import type { DocumentUploadStep } from './config.js';

type Requirement = DocumentUploadStep['document_requirements'][number];

/** A required document has not been uploaded. */
export function documentMissing({ document_type, display_name }: Requirement): FieldError {
  return {
    pointer: `/documents/${document_type}`,
    code: 'document_missing',
    detail: `Upload this document first: ${display_name ?? document_type}.`,
  };
}
