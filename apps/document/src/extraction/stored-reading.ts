import type { ExtractionCompleted, Payload } from '#libs/contracts';
import type { DocumentStatus, SessionRef, StoredReading } from '../documents/document.js';

/** How a reading ended that is stored: with what was found, or with why nothing was. */
export type EndedReading = { kind: 'read' | 'failed'; reading: StoredReading };

/** The reading of a document that could not be read. */
export function failedReading(provider: string, code: string, detail: string): StoredReading {
  return { provider, documentKind: 'unknown', fields: {}, warnings: [{ code, detail }] };
}

/** The reading of a file that the reader refused. */
export function unreadable(provider: string): StoredReading {
  const detail = 'The document could not be read; send a clearer picture of it.';
  return failedReading(provider, 'text_unreadable', detail);
}

export function statusAfter(kind: EndedReading['kind']): DocumentStatus {
  return kind === 'read' ? 'extracted' : 'extraction_failed';
}

/** What other services are told of an ended extraction: codes, nothing that was read. */
export function extractionCompleted(
  { tenantId, sessionId, _id }: SessionRef & { _id: string },
  kind: EndedReading['kind'],
  { documentKind, provider, warnings }: StoredReading,
): { subject: string; tenantId: string; data: Payload<typeof ExtractionCompleted> } {
  return {
    subject: sessionId,
    tenantId,
    data: {
      session_id: sessionId,
      doc_id: _id,
      status: kind === 'read' ? 'completed' : 'failed',
      document_kind: documentKind,
      provider,
      warnings: [...new Set(warnings.map(({ code }) => code))],
    },
  };
}
