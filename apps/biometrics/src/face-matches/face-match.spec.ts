import { describe, expect, it } from '@jest/globals';
import { judge } from './face-match.js';

const comparison = {
  similarity: 0.5,
  threshold: 0.85,
  source: 'selfie' as const,
  docId: 'doc_1',
  interocularPx: 80,
};

describe('a face match', () => {
  it('fails when the faces are less alike than the threshold', () => {
    expect(judge(comparison)).toMatchObject({ result: { outcome: 'fail', reasons: ['face_mismatch'] } });
  });

  it('goes to a person instead of failing when the portrait is too small to tell', () => {
    expect(judge({ ...comparison, interocularPx: 20 })).toMatchObject({
      result: { outcome: 'review', reasons: ['portrait_too_small'] },
      evidence: { outcome: 'fail' },
    });
  });

  it('passes from the threshold on', () => {
    expect(judge({ ...comparison, similarity: 0.85 })).toMatchObject({
      result: { outcome: 'pass', reasons: [] },
    });
    expect(judge({ ...comparison, similarity: 0.8499 })).toMatchObject({ result: { outcome: 'fail' } });
  });
});
