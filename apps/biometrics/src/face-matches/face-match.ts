import type { EndedCheck } from '#libs/checks';
import type { BiometricsView } from '#libs/contracts';

export type FaceMatch = NonNullable<BiometricsView['face_match']>;

/**
 * Below this distance of the eyes, in pixels, a portrait says little: of 76 pictures of the same person as many as 49
 * fell below 0.85 when the face was reduced to 80 pixels (measured on 38 labelled pairs with the local models).
 */
const smallestTellingPortraitPx = 35;

/** A portrait held against a picture of the user's face. */
export interface Comparison {
  /** 0 to 1 */
  similarity: number;
  threshold: number;
  /** Where the picture of the user's face comes from. */
  source: FaceMatch['source'];
  /** The document that the portrait is on. */
  docId: string;
  /** Distance of the eyes in the portrait, pixels. */
  interocularPx: number;
}

/** Judges a comparison. A portrait too small to tell people apart can pass, but does not fail: a person looks at it. */
export function judge({ interocularPx, ...comparison }: Comparison): EndedCheck {
  const match = matchOf('local', comparison);
  if (match.outcome === 'pass') return completed('pass', [], match);
  return interocularPx >= smallestTellingPortraitPx
    ? completed('fail', ['face_mismatch'], match)
    : completed('review', ['portrait_too_small'], match);
}

/** What the sandbox says about the face of one of its own liveness checks: nothing was compared, and it is marked so. */
export function judgeSimulated(simulated: Omit<Comparison, 'interocularPx' | 'source'>): EndedCheck {
  const match = matchOf('sandbox', { ...simulated, source: 'liveness' });
  const reasons = ['sandbox_result', ...(match.outcome === 'fail' ? ['face_mismatch'] : [])];
  return completed(match.outcome, reasons, match);
}

/** Whether the evidence of a match is that of two faces that were compared. */
export const hasCompared = (evidence: object): evidence is FaceMatch => 'similarity' in evidence;

/** Nothing could be compared: a person has to look at it. */
export function review(reason: string): EndedCheck {
  return completed('review', [reason]);
}

function completed(outcome: 'pass' | 'review' | 'fail', reasons: string[], match?: FaceMatch): EndedCheck {
  const provider = match?.provider ?? 'local';
  return { result: { status: 'completed', outcome, reasons, provider }, evidence: match ?? { reasons } };
}

function matchOf(
  provider: string,
  { similarity, threshold, source, docId }: Omit<Comparison, 'interocularPx'>,
): FaceMatch {
  return {
    similarity: Math.round(similarity * 10_000) / 10_000,
    threshold,
    outcome: similarity >= threshold ? 'pass' : 'fail',
    source,
    provider,
    doc_id: docId,
  };
}
