import { type DetectedFace } from './face-analyzer.js';

/** Portraits of documents that can be read at all are found with more confidence than this. */
const minimumConfidence = 0.8;

/**
 * The holder's portrait among the faces of a document: the largest sufficiently confident one. The second, smaller
 * "ghost" portrait that many documents print is thereby left out. Undefined when there is none.
 */
export function pickDocumentPortrait(faces: readonly DetectedFace[]): DetectedFace | undefined {
  return faces
    .filter(({ confidence }) => confidence >= minimumConfidence)
    .reduce<DetectedFace | undefined>(
      (largest, face) => (largest && area(largest) >= area(face) ? largest : face),
      undefined,
    );
}

function area({ box }: DetectedFace): number {
  return box.width * box.height;
}
