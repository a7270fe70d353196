import { Injectable } from '@nestjs/common';
import type { DocumentView } from '#libs/contracts';
import { DomainRefusal } from '#libs/problems';
import { pickDocumentPortrait, type DetectedFace } from '../faces/index.js';
import { Faces } from '../faces.provider.js';
import { SessionImages } from '../session-images.js';
import { judge, type FaceMatchResult } from './face-match.js';

const identityDocuments = ['id', 'id_document', 'passport'];

interface Portrait {
  document: DocumentView;
  image: Buffer;
  face: DetectedFace;
}

/** Compares the portrait of a session's identity document with its selfie. */
@Injectable()
export class CompareFaces {
  constructor(
    private readonly images: SessionImages,
    private readonly faces: Faces,
  ) {}

  /** What is missing or unusable ends the match for a person to look at; only pictures that were compared can pass. */
  async run(tenantId: string, sessionId: string, threshold: number): Promise<FaceMatchResult> {
    const documents = await this.images.documents(tenantId, sessionId);
    const selfie = documents.filter((d) => d.document_type === 'selfie').at(-1);
    if (!selfie) return review('selfie_missing');
    const portrait = await this.findPortrait(tenantId, documents);
    if (typeof portrait === 'string') return review(portrait);
    const selfieImage = await this.images.picture(tenantId, selfie);
    const [selfieFace] = await this.faces.analyzer.detect(selfieImage);
    if (!selfieFace) return review('no_face_in_selfie');
    const similarity = this.faces.analyzer.similarity(
      await this.faces.analyzer.embed(portrait.image, portrait.face),
      await this.faces.analyzer.embed(selfieImage, selfieFace),
    );
    const { interocularPx } = portrait.face.quality;
    return judge({ similarity, threshold, docId: portrait.document.doc_id, interocularPx });
  }

  /** The first identity document with a usable portrait, front sides first, or the reason why there is none. */
  private async findPortrait(tenantId: string, documents: DocumentView[]): Promise<Portrait | string> {
    const candidates = documents
      .filter((d) => d.document_type !== undefined && identityDocuments.includes(d.document_type))
      .sort((a, b) => Number(a.side === 'back') - Number(b.side === 'back'));
    if (candidates.length === 0) return 'identity_document_missing';
    for (const document of candidates) {
      const image = await this.pictureOf(tenantId, document);
      const face = image && pickDocumentPortrait(await this.faces.analyzer.detect(image));
      if (face) return { document, image, face };
    }
    return 'no_face_in_document';
  }

  private async pictureOf(tenantId: string, document: DocumentView): Promise<Buffer | undefined> {
    try {
      return await this.images.picture(tenantId, document);
    } catch (error) {
      if (error instanceof DomainRefusal && error.code === 'invalid_file') return undefined;
      throw error;
    }
  }
}

const review = (reason: string): FaceMatchResult => ({
  status: 'completed',
  outcome: 'review',
  reasons: [reason],
});
