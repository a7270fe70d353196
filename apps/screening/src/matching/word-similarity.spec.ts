import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { lettersOf, wordSimilarity } from './word-similarity.js';

const likeness = (a: string, b: string) => wordSimilarity(lettersOf(a), lettersOf(b));

describe('the likeness of two words', () => {
  it.each([
    ['ali', 'hassan'],
    ['mohammed', 'm'],
    ['peter', 'walid'],
    ['6', '7'],
    ['2006', '2007'],
    ['', 'a'],
  ])('is nothing for %s and %s', (a, b) => expect(likeness(a, b)).toBe(0));

  it.each([
    ['mohammed', 'muhamad', 0.85],
    ['sergei', 'sergey', 0.9],
    ['hussein', 'husayn', 0.8],
    ['qadhafi', 'gaddafi', 0.75],
    ['kuznetsov', 'kuznestov', 0.85],
  ])('is high for %s and %s', (a, b, least) => expect(likeness(a, b)).toBeGreaterThan(least));

  it('is lower for a man’s and a woman’s name than for two spellings', () => {
    expect(likeness('mario', 'maria')).toBeLessThan(likeness('usama', 'osama'));
    expect(likeness('fernanda', 'fernando')).toBeLessThan(likeness('fernendo', 'fernando'));
  });

  const word = fc.stringMatching(/^[a-z]{1,14}$/);
  it('is one for the same word, symmetric, and within 0 and 1', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(likeness(a, a)).toBe(1);
        expect(likeness(a, b)).toBeCloseTo(likeness(b, a), 9);
        expect(likeness(a, b)).toBeGreaterThanOrEqual(0);
        expect(likeness(a, b)).toBeLessThanOrEqual(1);
      }),
      { seed: 7 },
    );
  });
});
