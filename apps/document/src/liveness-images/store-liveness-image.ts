import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { StoreDocument } from '../documents/store-document.js';
import { extensionOf, sniffContentType, type FileContentType } from '../inspection/content-types.js';
import { FileInspector } from '../inspection/file-inspector.js';
import { checkSize } from '../uploads/upload-limits.js';
import { LivenessImagesRepository, type ImageKey } from './liveness-images.repository.js';

export interface LivenessImage extends ImageKey {
  stepId: string;
  bytes: Buffer;
}

const pictureTypes: readonly FileContentType[] = ['image/jpeg', 'image/png'];

/**
 * Keeps a picture of a liveness check as a document of its session, judged like any upload. It is not read. A picture
 * that was kept before is not stored again.
 */
@Injectable()
export class StoreLivenessImage {
  constructor(
    private readonly kept: LivenessImagesRepository,
    private readonly inspector: FileInspector,
    private readonly documents: StoreDocument,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async run(image: LivenessImage): Promise<void> {
    if (await this.kept.isKept(image)) return;
    const contentType = await this.judge(image.bytes);
    const documentType = image.image === 'reference' ? 'liveness_reference' : 'liveness_audit';
    const { tenantId, sessionId, stepId, bytes } = image;
    try {
      await this.documents.add({
        ...{ tenantId, sessionId },
        purpose: { stepId, documentType },
        allowMultiple: true,
        autoExtract: false,
        isPlatformMade: true,
        file: { bytes, contentType, fileName: `${image.image}.${extensionOf(contentType)}` },
        together: async (tx) => {
          // Thrown so that the bytes that were just written are taken away again.
          if (await this.kept.isKept(image, tx)) throw new DomainRefusal('conflict', 'It was kept before.');
          await this.kept.markKept(image, tx);
        },
      });
    } catch (error) {
      if (error instanceof DomainRefusal && error.code === 'conflict') return;
      throw error;
    }
  }

  private async judge(bytes: Buffer): Promise<FileContentType> {
    checkSize(bytes.length, this.settings, '/data');
    const contentType = sniffContentType(bytes);
    if (!contentType || !pictureTypes.includes(contentType)) {
      const detail = 'must be a JPEG or PNG picture';
      throw new DomainRefusal('invalid_file', 'The file is no picture of a liveness check.', [
        { pointer: '/data', code: 'wrong_type', detail },
      ]);
    }
    await this.inspector.accept(bytes, { contentType }, '/data');
    return contentType;
  }
}
