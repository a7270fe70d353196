import type { DocumentType } from '#libs/contracts';
import type { ProfileField } from '../reading/index.js';

/** What a tenant wants read from documents of some types, beside what is read of every document. */
export interface ExtractionProfile {
  tenantId: string;
  /** The tenant's own name for it, by which definitions refer to it. */
  profileId: string;
  name: string;
  /** What requirements may name it for. */
  documentTypes: DocumentType[];
  fields: ProfileField[];
  createdAt: Date;
  updatedAt: Date;
}

/** What makes up a profile apart from its identity. */
export type ProfileContent = Pick<ExtractionProfile, 'name' | 'documentTypes' | 'fields'>;
