import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cosine, similarityOfCosine } from './face-similarity.js';

describe('the similarity of two faces', () => {
  it('refuses embeddings of different lengths', () => {
    expect(() => cosine(new Float32Array(512), new Float32Array(128))).toThrow(RangeError);
  });

  it('is 0 for opposite and unrelated embeddings and 1 for equal ones', () => {
    expect(similarityOfCosine(-1)).toBe(0);
    expect(similarityOfCosine(0)).toBe(0);
    expect(similarityOfCosine(1)).toBe(1);
  });

  it('reaches the default threshold of 0.85 at the operating point', () => {
    expect(similarityOfCosine(0.5)).toBeCloseTo(0.85, 10);
    expect(similarityOfCosine(0.499)).toBeLessThan(0.85);
  });

  it('never falls when the cosine rises and stays between 0 and 1', () => {
    const value = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [low, high] = [similarityOfCosine(Math.min(a, b)), similarityOfCosine(Math.max(a, b))];
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('does not depend on the order of the embeddings', () => {
    const [a, b] = [Float32Array.of(0.6, 0.8), Float32Array.of(1, 0)];
    expect(cosine(a, b)).toBe(cosine(b, a));
    expect(cosine(a, b)).toBeCloseTo(0.6);
  });
});
