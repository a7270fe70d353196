import { Injectable } from '@nestjs/common';
import type { UploadPermission } from '#libs/contracts';
import type { DocumentPurpose, SessionRef } from '../documents/document.js';
import type { NewDocument } from '../documents/store-document.js';
import { FileInspector } from '../inspection/file-inspector.js';
import type { DeclaredFile } from '../inspection/inspect-file.js';
import { ValidateDocument } from '../validations/validate-document.js';
import { isToBeRead, purposeOf } from './purpose-of.js';

/** A file that has arrived. */
export interface ArrivedFile extends DeclaredFile {
  bytes: Buffer;
  permission: UploadPermission;
  side: DocumentPurpose['side'];
}

/** What can be said of the new document by now. */
export type JudgedDocument = Omit<NewDocument, 'file' | 'together'>;

/** Judges what arrived: by its content first, then by what the requirement asks of the document. Stores nothing. */
@Injectable()
export class JudgeUpload {
  constructor(
    private readonly inspector: FileInspector,
    private readonly validation: ValidateDocument,
  ) {}

  /**
   * @param pointer where in the caller's request the file stands
   * @throws DomainRefusal `invalid_file`, `document_rejected`, `rate_limited`; TransientFailure
   */
  async judge(
    { tenantId, sessionId }: SessionRef,
    { bytes, permission, side, ...declared }: ArrivedFile,
    pointer: string,
  ): Promise<JudgedDocument> {
    await this.inspector.accept(bytes, declared, pointer);
    const session = { tenantId, sessionId };
    const purpose = purposeOf(permission, side);
    const file = { bytes, contentType: declared.contentType };
    const checks = permission.validations ?? [];
    const validated = await this.validation.validate({ session, purpose, file }, checks, pointer);
    return {
      ...session,
      ...validated,
      purpose,
      allowMultiple: permission.allow_multiple,
      autoExtract: isToBeRead(permission),
    };
  }
}
