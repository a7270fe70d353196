import type { BiometricsView } from '#libs/contracts';

export type FaceMatch = NonNullable<BiometricsView['face_match']>;

/** How a face match ended: a comparison, or why there was nothing to compare. */
export type FaceMatchResult =
  | { status: 'completed'; outcome: 'pass' | 'fail' | 'review'; reasons: string[]; match?: FaceMatch }
  | { status: 'not_available'; reasons: string[] };

/** Judges a similarity (0 to 1) against the workflow's threshold. */
export function judgeSimilarity(
  similarity: number,
  threshold: number,
  docId: string,
): Extract<FaceMatchResult, { status: 'completed' }> {
  const outcome = similarity >= threshold ? 'pass' : 'fail';
  return {
    status: 'completed',
    outcome,
    reasons: outcome === 'pass' ? [] : ['face_mismatch'],
    match: {
      similarity: Math.round(similarity * 10_000) / 10_000,
      threshold,
      outcome,
      source: 'selfie',
      doc_id: docId,
    },
  };
}
