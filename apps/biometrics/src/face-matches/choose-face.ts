import type { DocumentView } from '#libs/contracts';
import { faceToCompare, type LivenessHistory } from '../liveness/liveness-history.js';

/** Which picture of the user's face is held against the identity document. */
export type ChosenFace =
  | { source: 'liveness'; embedding: string }
  | { source: 'selfie'; document: DocumentView }
  /** What the sandbox says that the comparison would come to, 0 to 1. */
  | { source: 'sandbox'; similarity: number };

/**
 * The face of a passed liveness check, which is harder to fake, before the selfie; a selfie before anything made up.
 * Otherwise the reason why there is none.
 */
export function chooseFace(
  documents: readonly DocumentView[],
  history: LivenessHistory,
): ChosenFace | string {
  const face = faceToCompare(history);
  if (face && 'embedding' in face) return { source: 'liveness', embedding: face.embedding };
  const selfie = documents.findLast(({ document_type }) => document_type === 'selfie');
  if (selfie) return { source: 'selfie', document: selfie };
  if (face) return { source: 'sandbox', similarity: face.simulatedSimilarity };
  return history.attempts.length > 0 ? 'liveness_face_missing' : 'selfie_missing';
}
