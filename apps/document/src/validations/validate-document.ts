import { Injectable } from '@nestjs/common';
import type { DocumentView, PostUploadCheck } from '#libs/contracts';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import type { Remark } from '../documents/document.js';
import type { EndedReading } from '../extraction/stored-reading.js';
import { GatherFacts, type GatheredFacts, type IncomingFile } from './gather-facts.js';
import { judgeDocument } from './judge-document.js';
import { validations } from './registry.js';

/** What is known of a document that passed. */
export interface Validated {
  /** The reading that the validations needed, to be kept as the document's extraction. */
  ended?: EndedReading;
  remarks: Remark[];
}

/**
 * Documents of one session that are validated at the same time in this process: both sides of two documents. Every one
 * is read while its sender waits, and readings queue up behind each other.
 */
const simultaneous = 4;
const retryAfterMs = 5_000;

/** Holds an uploaded file against what its requirement asks of it, before anything of it is kept. */
@Injectable()
export class ValidateDocument {
  private readonly running = new Map<string, number>();

  constructor(private readonly facts: GatherFacts) {}

  /**
   * @param pointer where in the caller's request the file stands, for the refusal's error entries
   * @throws DomainRefusal `document_rejected` with an entry for each validation that the document does not pass;
   *   `rate_limited`
   * @throws TransientFailure when a validation that may refuse the document could not be made, and none refused it
   */
  async validate(
    incoming: IncomingFile,
    checks: readonly PostUploadCheck[],
    pointer: string,
  ): Promise<Validated> {
    if (checks.length === 0) return { remarks: [] };
    const wanted = new Set(checks.flatMap(({ validation }) => validations[validation].needs));
    const gathered = await this.inTurn(incoming.session.sessionId, () => this.facts.gather(incoming, wanted));
    const today = new Date().toISOString().slice(0, 10);
    const facts = { ...gathered, today, document: asStored(incoming, gathered) };
    const { refusals, remarks, isOpen } = judgeDocument(checks, facts, gathered.unanswered);
    if (refusals.length > 0)
      throw new DomainRefusal(
        'document_rejected',
        refusals.map(({ detail }) => detail).join(' '),
        refusals.map((refusal) => ({ pointer, ...refusal })),
      );
    if (isOpen) throw new TransientFailure('a validation of an upload could not be made', retryAfterMs);
    return { remarks, ...(gathered.ended && { ended: gathered.ended }) };
  }

  private async inTurn<T>(sessionId: string, work: () => Promise<T>): Promise<T> {
    const before = this.running.get(sessionId) ?? 0;
    if (before >= simultaneous)
      throw new DomainRefusal('rate_limited', 'Wait for the answers to the documents that were sent before.');
    this.running.set(sessionId, before + 1);
    try {
      return await work();
    } finally {
      const left = (this.running.get(sessionId) ?? 1) - 1;
      if (left > 0) this.running.set(sessionId, left);
      else this.running.delete(sessionId);
    }
  }
}

/** The document as others would see it once it is stored. */
function asStored({ purpose, file }: IncomingFile, { ended }: GatheredFacts): DocumentView {
  const { stepId, documentType, side, entityRole } = purpose;
  const { fields = {}, warnings = [], documentKind } = ended?.reading ?? {};
  return {
    doc_id: 'incoming',
    step_id: stepId,
    ...(documentType !== undefined && { document_type: documentType }),
    ...(side !== undefined && { side }),
    ...(entityRole !== undefined && { entity_role: entityRole }),
    status: ended?.kind === 'read' ? 'extracted' : 'extraction_failed',
    content_type: file.contentType,
    size: file.bytes.length,
    uploaded_at: '',
    ...(documentKind !== undefined && { document_kind: documentKind }),
    fields,
    warnings,
    signals: [],
  };
}
