import { Inject, Injectable } from '@nestjs/common';
import type { UploadPermission } from '#libs/contracts';
import { ServiceClient, SETTINGS, type Settings } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { SessionRef } from '../documents/document.js';
import type { FileContentType } from '../inspection/content-types.js';
import { checkContentType, checkPermitted, checkSize, checkSuits } from './upload-limits.js';

/** What a file is meant for, as the caller says: a document type of the step, or a file field of its form. */
export interface UploadTarget {
  step_id: string;
  document_type?: string;
  field_id?: string;
  side?: 'front' | 'back';
}

/** What is known of a file before its content was judged. */
export interface AnnouncedFile {
  /** As the caller wrote it */
  contentType: string;
  /** Bytes */
  size: number;
  /** Where in the request the size comes from. */
  sizePointer: '/size' | '/data';
}

export interface AdmittedUpload {
  contentType: FileContentType;
  permission: UploadPermission;
}

/**
 * Decides whether a file would be welcome before its content is looked at: an accepted type and size, and the workflow
 * service says that the session takes such a file now. The refusals of that service pass through to the caller.
 */
@Injectable()
export class AdmitUpload {
  constructor(
    private readonly services: ServiceClient,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async admit(session: SessionRef, target: UploadTarget, file: AnnouncedFile): Promise<AdmittedUpload> {
    checkTarget(target);
    const contentType = checkContentType(file.contentType);
    checkSize(file.size, this.settings, file.sizePointer);
    const permission = await this.askWorkflow(session, target);
    checkSuits(contentType, permission);
    checkPermitted(contentType, file, permission);
    return { contentType, permission };
  }

  private askWorkflow({ tenantId, sessionId }: SessionRef, target: UploadTarget): Promise<UploadPermission> {
    const { step_id, document_type, field_id } = target;
    return this.services.json<UploadPermission>('workflow', {
      method: 'POST',
      path: `/internal/sessions/${encodeURIComponent(sessionId)}/upload-permissions`,
      tenantId,
      body: { step_id, document_type, field_id },
    });
  }
}

function checkTarget({ document_type, field_id }: UploadTarget): void {
  if ((document_type === undefined) !== (field_id === undefined)) return;
  const neither = document_type === undefined;
  const detail = 'Name the document_type or the field_id that the file is for, one of the two.';
  throw new DomainRefusal('invalid_request', detail, [
    neither
      ? { pointer: '/document_type', code: 'required', detail: 'is required unless field_id is given' }
      : { pointer: '/field_id', code: 'not_allowed', detail: 'cannot be given together with document_type' },
  ]);
}
