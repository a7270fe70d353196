import type { Binary } from 'mongodb';
import type { DocumentView } from '#libs/contracts';
import type { FileContentType } from '../inspection/content-types.js';

/** Whose documents: a session of a tenant. */
export interface SessionRef {
  tenantId: string;
  sessionId: string;
}

/** What a document was uploaded for: a requirement of a step, or a file field of a form. */
export interface DocumentPurpose {
  stepId: string;
  documentType?: string;
  fieldId?: string;
  side?: 'front' | 'back';
  entityRole?: string;
  /** Whether another kind of document than `documentType` is to be warned of. */
  classify?: boolean;
  /** The id of the profile that the document is read with. */
  extractionProfile?: string;
}

export type DocumentStatus = DocumentView['status'];

/** A document as it is stored. Whatever a person gave or the file says lies sealed in `details` and `reading`. */
export interface DocumentRow extends SessionRef, DocumentPurpose {
  _id: string;
  contentType: FileContentType;
  size: number;
  status: DocumentStatus;
  uploadedAt: Date;
  /** Set when a later document took its place; such a document is not listed any more. */
  supersededAt?: Date;
  /** What was found out before the document was stored, and noted only; codes and advice, no personal data. */
  remarks?: Remark[];
  /** Sealed `DocumentDetails` */
  details: Binary;
  /** Sealed `StoredReading`; absent until the extraction ended */
  reading?: Binary;
}

export interface DocumentDetails {
  fileName: string;
  sha256: string;
}

/** Something that a reviewer or a rule should know of a document. Its text never holds personal data. */
export interface Remark {
  code: string;
  detail: string;
}

/** What an extraction found, or why it found nothing. */
export interface StoredReading {
  provider: string;
  documentKind: string;
  fields: Record<string, unknown>;
  warnings: Remark[];
}

/** A document as other services and integrators see it. */
export function viewOf(row: DocumentRow, reading?: StoredReading): DocumentView {
  return {
    doc_id: row._id,
    step_id: row.stepId,
    ...(row.documentType !== undefined && { document_type: row.documentType }),
    ...(row.fieldId !== undefined && { field_id: row.fieldId }),
    ...(row.side !== undefined && { side: row.side }),
    ...(row.entityRole !== undefined && { entity_role: row.entityRole }),
    status: row.status,
    content_type: row.contentType,
    size: row.size,
    uploaded_at: row.uploadedAt.toISOString(),
    ...(row.status === 'extracted' && reading && { document_kind: reading.documentKind }),
    fields: reading?.fields ?? {},
    warnings: warningsOf(row, reading),
    signals: [],
  };
}

/** A remark that the reading makes as well is made once. */
function warningsOf({ remarks = [] }: DocumentRow, reading: StoredReading | undefined): Remark[] {
  const warnings = reading?.warnings ?? [];
  return [...warnings, ...remarks.filter(({ code }) => warnings.every((one) => one.code !== code))];
}
