import type { UploadPermission } from '#libs/contracts';
import type { DocumentPurpose } from '../documents/document.js';

/** What a permitted file is for, with only what is known of it. */
export function purposeOf(permission: UploadPermission, side: 'front' | 'back' | undefined): DocumentPurpose {
  const { step_id, document_type, field_id, entity_role } = permission;
  return {
    stepId: step_id,
    ...(document_type !== undefined && { documentType: document_type }),
    ...(field_id !== undefined && { fieldId: field_id }),
    ...(side !== undefined && { side }),
    ...(entity_role !== undefined && { entityRole: entity_role }),
  };
}
