import { Injectable } from '@nestjs/common';
import type { DocumentView } from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';

const imageTimeoutMs = 20_000;

/** The pictures of a session, asked of the document service, which owns files. */
@Injectable()
export class SessionImages {
  constructor(private readonly services: ServiceClient) {}

  async documents(tenantId: string, sessionId: string): Promise<DocumentView[]> {
    const path = `/internal/sessions/${sessionId}/documents`;
    const { documents } = await this.services.json<{ documents: DocumentView[] }>('document', {
      path,
      tenantId,
    });
    return documents;
  }

  /** @throws DomainRefusal `invalid_file` when the document is no picture */
  async picture(tenantId: string, document: DocumentView): Promise<Buffer> {
    if (!document.content_type.startsWith('image/'))
      throw new DomainRefusal('invalid_file', 'A photograph is needed, not another kind of file.');
    const path = `/internal/documents/${document.doc_id}/content`;
    return this.services.bytes('document', { path, tenantId, timeoutMs: imageTimeoutMs });
  }
}
