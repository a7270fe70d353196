import { Injectable } from '@nestjs/common';
import type { DocumentPurpose, SessionRef, StoredReading } from '../documents/document.js';
import { ExtractionProfilesRepository } from '../profiles/extraction-profiles.repository.js';
import type { DocumentFile, DocumentReading } from '../reading/index.js';
import { DocumentReader } from './document-reader.js';
import { withProfile } from './profile-reading.js';
import { withTypeMismatch } from './type-mismatch.js';

/** A reading as it is kept, and as the reader gave it. */
export interface CompleteReading {
  stored: StoredReading;
  raw: DocumentReading;
}

/** Whose document is read, and what for. */
export type ReadingPurpose = Pick<SessionRef, 'tenantId'> &
  Pick<DocumentPurpose, 'documentType' | 'classify' | 'extractionProfile'>;

/** Reads a file the way its requirement wants it. Slow, and therefore never called within a transaction. */
@Injectable()
export class ReadDocument {
  constructor(
    private readonly reader: DocumentReader,
    private readonly profiles: ExtractionProfilesRepository,
  ) {}

  get provider(): string {
    return this.reader.provider;
  }

  /**
   * @param more `withPicture`: brings the picture of a PDF along
   * @throws DomainRefusal `invalid_file` when the file cannot be opened; TransientFailure when the reader cannot answer
   */
  async read(
    file: DocumentFile,
    { tenantId, documentType, classify, extractionProfile }: ReadingPurpose,
    more: { withPicture?: boolean } = {},
  ): Promise<CompleteReading> {
    const profile =
      extractionProfile === undefined ? null : await this.profiles.findNamed(tenantId, extractionProfile);
    const options = { ...more, ...(profile && { profile: profile.fields }) };
    const raw = await this.reader.read(file, documentType ?? 'other', options);
    const { provider, documentKind } = raw;
    const { fields, warnings } = profile ? withProfile(raw, profile.fields) : raw;
    const complete = classify ? withTypeMismatch(documentKind, documentType, warnings) : [...warnings];
    return { raw, stored: { provider, documentKind, fields: { ...fields }, warnings: complete } };
  }
}
