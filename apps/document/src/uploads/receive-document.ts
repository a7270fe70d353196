import { Injectable } from '@nestjs/common';
import type { DocumentView } from '#libs/contracts';
import { DomainRefusal } from '#libs/problems';
import type { SessionRef } from '../documents/document.js';
import { StoreDocument } from '../documents/store-document.js';
import { AdmitUpload } from './admit-upload.js';
import { JudgeUpload } from './judge-upload.js';
import type { ReceiveDocumentBody } from './uploads.dto.js';

/** Takes a document whose bytes came in the request itself, as base64. */
@Injectable()
export class ReceiveDocument {
  constructor(
    private readonly admission: AdmitUpload,
    private readonly judging: JudgeUpload,
    private readonly documents: StoreDocument,
  ) {}

  async receive(session: SessionRef, body: ReceiveDocumentBody): Promise<DocumentView> {
    const bytes = decodeBase64(body.data);
    const { contentType, permission } = await this.admission.admit(session, body, {
      contentType: body.content_type,
      size: bytes.length,
      sizePointer: '/data',
    });
    const arrived = { bytes, contentType, permission, side: body.side };
    const judged = await this.judging.judge(session, arrived, '/data');
    return this.documents.add({ ...judged, file: { bytes, contentType, fileName: body.file_name } });
  }
}

/** Standard base64 with its padding (RFC 4648, section 4); anything else is refused instead of half-read. */
function decodeBase64(data: string): Buffer {
  const bytes = Buffer.from(data, 'base64');
  // The decoder skips what it does not know, so only text that comes back the same was base64.
  if (data.length % 4 === 0 && bytes.toString('base64') === data) return bytes;
  throw new DomainRefusal('invalid_request', 'The data is not base64.', [
    { pointer: '/data', code: 'wrong_format', detail: 'must be standard base64 with padding' },
  ]);
}
