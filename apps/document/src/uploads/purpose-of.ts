import type { UploadPermission } from '#libs/contracts';
import type { DocumentPurpose } from '../documents/document.js';

/**
 * Whether a permitted file is to be read at once: what kind of document it is, only a reading tells, and who names a
 * profile wants its fields.
 */
export function isToBeRead({ auto_extract, classify, extraction_profile }: UploadPermission): boolean {
  return auto_extract || classify === true || extraction_profile !== undefined;
}

/** What a permitted file is for, with only what is known of it. */
export function purposeOf(permission: UploadPermission, side: 'front' | 'back' | undefined): DocumentPurpose {
  const { step_id, document_type, field_id, entity_role, classify, extraction_profile } = permission;
  return {
    stepId: step_id,
    ...(document_type !== undefined && { documentType: document_type }),
    ...(field_id !== undefined && { fieldId: field_id }),
    ...(side !== undefined && { side }),
    ...(entity_role !== undefined && { entityRole: entity_role }),
    ...(classify && { classify }),
    ...(extraction_profile !== undefined && { extractionProfile: extraction_profile }),
  };
}
