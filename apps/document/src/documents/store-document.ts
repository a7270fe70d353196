import { Inject, Injectable } from '@nestjs/common';
import { DocumentUploaded, ExtractionCompleted, type DocumentView } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database, type Transaction } from '#libs/persistence';
import { newId } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { ExtractionQueue } from '../extraction/extraction-queue.js';
import { extractionCompleted, statusAfter, type EndedReading } from '../extraction/stored-reading.js';
import { OBJECT_STORE, type ObjectStore } from '../files/object-store.js';
import type { FileContentType } from '../inspection/content-types.js';
import { sha256Of } from '../inspection/inspect-file.js';
import { viewOf, type DocumentPurpose, type DocumentRow, type Remark, type SessionRef } from './document.js';
import { DocumentsRepository, hasSamePurpose } from './documents.repository.js';

/** A file that was judged and may be stored. */
export interface AcceptedFile {
  bytes: Buffer;
  contentType: FileContentType;
  fileName: string;
}

export interface NewDocument extends SessionRef {
  purpose: DocumentPurpose;
  allowMultiple: boolean;
  autoExtract: boolean;
  /** A reading that was made already; it is kept as the extraction. */
  ended?: EndedReading;
  /** What was noted of it already. */
  remarks?: Remark[];
  file: AcceptedFile;
  /** Of a picture that the platform takes itself, as often as it takes one: it counts for no limit of the end user's. */
  isPlatformMade?: boolean;
  /** What has to become true together with the document; it may refuse. */
  together?: (tx: Transaction) => Promise<void>;
}

/** Documents of one step that nothing took the place of. */
export const maxLivePerStep = 20;
/** Documents of one step in all: replacing must not be a way to fill the store. */
const maxStoredPerStep = 100;

/**
 * Makes a document of a file. Where the requirement takes one document only, a new one for the same step, type or field,
 * and side takes the place of the earlier one: that is marked superseded, keeps its bytes until the session is erased,
 * is not listed any more, and its extraction is called off.
 */
@Injectable()
export class StoreDocument {
  constructor(
    private readonly database: Database,
    private readonly documents: DocumentsRepository,
    private readonly queue: ExtractionQueue,
    private readonly outbox: Outbox,
    @Inject(OBJECT_STORE) private readonly store: ObjectStore,
  ) {}

  async add(document: NewDocument): Promise<DocumentView> {
    const row = await this.rowOf(document);
    const location = { tenantId: row.tenantId, sessionId: row.sessionId, key: row._id };
    await this.store.put(location, document.file.bytes, row.contentType);
    try {
      await this.database.transaction((tx) => this.commit(document, row, tx));
    } catch (error) {
      // After any other failure the commit may have happened; bytes nobody refers to go with the session.
      if (error instanceof DomainRefusal) await this.store.delete(location).catch(() => undefined);
      throw error;
    }
    this.queue.wake();
    return viewOf(row, document.ended?.reading);
  }

  private async rowOf(document: NewDocument): Promise<DocumentRow> {
    const { tenantId, sessionId, purpose, file, ended, remarks = [] } = document;
    const { bytes, contentType, fileName } = file;
    const details = await this.documents.sealDetails(document, { fileName, sha256: sha256Of(bytes) });
    return {
      _id: newId('doc'),
      tenantId,
      sessionId,
      ...purpose,
      contentType,
      size: bytes.length,
      status: firstStatus(document),
      uploadedAt: new Date(),
      ...(remarks.length > 0 && { remarks }),
      details,
      ...(ended && { reading: await this.documents.sealReading(document, ended.reading) }),
    };
  }

  private async commit(document: NewDocument, row: DocumentRow, tx: Transaction): Promise<void> {
    const { tenantId, purpose } = document;
    await this.queue.takeTurn(document, tx);
    await document.together?.(tx);
    const earlier = await this.documents.ofStep(document, purpose.stepId, tx);
    const live = earlier.filter((d) => !d.supersededAt);
    const replaced = document.allowMultiple ? [] : live.filter((d) => hasSamePurpose(d, purpose));
    const isFull = earlier.length >= maxStoredPerStep || live.length - replaced.length >= maxLivePerStep;
    if (isFull && !document.isPlatformMade)
      throw new DomainRefusal('limit_reached', `A step holds at most ${maxLivePerStep} documents.`);
    await this.documents.insert(row, tx);
    if (row.status === 'processing') await this.queue.add(row, tx);
    if (replaced.length > 0) {
      const ids = replaced.map((d) => d._id);
      await this.documents.supersede(ids, tenantId, row.uploadedAt, tx);
      await this.queue.callOff(document, ids, tx);
    }
    await this.report(document, row, tx);
  }

  private async report(
    { sessionId, tenantId, purpose, ended }: NewDocument,
    row: DocumentRow,
    tx: Transaction,
  ): Promise<void> {
    await this.outbox.add(
      DocumentUploaded,
      {
        subject: sessionId,
        tenantId,
        data: {
          session_id: sessionId,
          doc_id: row._id,
          step_id: purpose.stepId,
          ...(purpose.documentType !== undefined && { document_type: purpose.documentType }),
          ...(purpose.fieldId !== undefined && { field_id: purpose.fieldId }),
        },
      },
      tx,
    );
    if (!ended) return;
    await this.outbox.add(ExtractionCompleted, extractionCompleted(row, ended.kind, ended.reading), tx);
  }
}

function firstStatus({ autoExtract, ended }: NewDocument): DocumentRow['status'] {
  if (ended) return statusAfter(ended.kind);
  return autoExtract ? 'processing' : 'uploaded';
}
