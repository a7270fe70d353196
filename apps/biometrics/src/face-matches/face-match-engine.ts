import { Injectable } from '@nestjs/common';
import type { CheckEngine, ClaimedCheck, EndedCheck } from '#libs/checks';
import type { DocumentView } from '#libs/contracts';
import { DomainRefusal } from '#libs/problems';
import { pickDocumentPortrait, readEmbedding, type DetectedFace } from '../faces/index.js';
import { Faces } from '../faces.provider.js';
import { LivenessRepository } from '../liveness/liveness.repository.js';
import { SessionImages } from '../session-images.js';
import { chooseFace, type ChosenFace } from './choose-face.js';
import { judge, judgeSimulated, review } from './face-match.js';

const identityDocuments = ['id', 'id_document', 'passport'];

interface Portrait {
  document: DocumentView;
  image: Buffer;
  face: DetectedFace;
}

/** What the command asks for. */
export interface AskedFaceMatch {
  /** 0 to 1 */
  threshold: number;
}

/** Compares the portrait of a session's identity document with its liveness picture or selfie. */
@Injectable()
export class FaceMatchEngine implements CheckEngine<AskedFaceMatch> {
  constructor(
    private readonly images: SessionImages,
    private readonly faces: Faces,
    private readonly checks: LivenessRepository,
  ) {}

  /** What is missing or unusable ends the match for a person to look at; only pictures that were compared can pass. */
  async run({ tenantId, sessionId, threshold }: ClaimedCheck<AskedFaceMatch>): Promise<EndedCheck> {
    const [documents, history] = await Promise.all([
      this.images.documents(tenantId, sessionId),
      this.checks.load({ tenantId, sessionId }),
    ]);
    const chosen = chooseFace(documents, history);
    if (typeof chosen === 'string') return review(chosen);
    const candidates = withPortraits(documents);
    const [first] = candidates;
    if (!first) return review('identity_document_missing');
    if (chosen.source === 'sandbox')
      return judgeSimulated({ similarity: chosen.similarity, threshold, docId: first.doc_id });
    const portrait = await this.findPortrait(tenantId, candidates);
    if (!portrait) return review('no_face_in_document');
    const embedding = await this.embeddingOf(tenantId, chosen);
    if (!embedding) return review('no_face_in_selfie');
    const similarity = this.faces.analyzer.similarity(
      await this.faces.analyzer.embed(portrait.image, portrait.face),
      embedding,
    );
    const { interocularPx } = portrait.face.quality;
    return judge({
      similarity,
      threshold,
      source: chosen.source,
      docId: portrait.document.doc_id,
      interocularPx,
    });
  }

  /** Of a match that did not come about there is nothing but its reasons. */
  nothingFound(): object {
    return {};
  }

  /** The embedding of the user's face, or undefined when the selfie shows none. */
  private async embeddingOf(
    tenantId: string,
    chosen: Exclude<ChosenFace, { source: 'sandbox' }>,
  ): Promise<Float32Array | undefined> {
    if (chosen.source === 'liveness') return readEmbedding(chosen.embedding);
    const image = await this.pictureOf(tenantId, chosen.document);
    const [face] = image ? await this.faces.analyzer.detect(image) : [];
    return image && face && this.faces.analyzer.embed(image, face);
  }

  /** The first of the documents with a usable portrait. */
  private async findPortrait(tenantId: string, candidates: DocumentView[]): Promise<Portrait | undefined> {
    for (const document of candidates) {
      const image = await this.pictureOf(tenantId, document);
      const face = image && pickDocumentPortrait(await this.faces.analyzer.detect(image));
      if (face) return { document, image, face };
    }
    return undefined;
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

/** Identity documents, front sides first. */
function withPortraits(documents: readonly DocumentView[]): DocumentView[] {
  return documents
    .filter((d) => d.document_type !== undefined && identityDocuments.includes(d.document_type))
    .sort((a, b) => Number(a.side === 'back') - Number(b.side === 'back'));
}
