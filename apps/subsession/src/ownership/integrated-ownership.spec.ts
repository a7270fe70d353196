import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Holder } from './holding-graph.js';
import { integratedOwnership } from './integrated-ownership.js';

/** A company by the shares that each holder has of it. */
const company = (shares: number[]): Holder => ({
  name: 'any',
  entityType: 'company',
  subsessionIds: [],
  isVerified: false,
  holdings: shares.flatMap((share, holder) =>
    share > 0 ? [{ holder, declarations: [{ subsessionId: 'any', share }] }] : [],
  ),
  declared: shares.reduce((a, b) => a + b, 0),
  ownersWithoutShare: [],
});

/** The share that first comes by at `target`, summed along the chains, longer and longer, until nothing is left. */
function series(shares: number[][], target: number): number {
  let flow = shares[0]!.map((share) => share);
  let reached = 0;
  for (let length = 1; length < 600; length++) {
    reached += flow[target]!;
    const passing = flow.map((part, i) => (i === target ? 0 : part));
    flow = passing.map((_, j) => passing.reduce((sum, part, i) => sum + (part * shares[i]![j]!) / 100, 0));
  }
  return reached;
}

describe('integrated ownership', () => {
  const size = 6;
  /** Each company has nobody named for at least a tenth, so that the series converges. */
  const holdings = fc.array(
    fc.array(fc.integer({ min: 0, max: 40 }), { minLength: size, maxLength: size }).map((row) =>
      row.map(
        (share) =>
          (share * 90) /
          Math.max(
            90,
            row.reduce((a, b) => a + b),
          ),
      ),
    ),
    { minLength: size, maxLength: size },
  );

  it('is the sum of the products along all chains, rings included', () => {
    fc.assert(
      fc.property(holdings, (shares) => {
        const { effective } = integratedOwnership(shares.map(company));
        effective.forEach((percent, i) => expect(percent).toBeCloseTo(series(shares, i), 8));
      }),
      { numRuns: 200 },
    );
  });

  it('of a closed ring is the same from wherever it is entered', () => {
    const ring = [
      company([0, 0, 50, 0]),
      company([0, 0, 60, 40]),
      company([0, 0, 0, 100]),
      company([0, 100, 0, 0]),
    ];
    const { effective, trapped } = integratedOwnership(ring);
    [0, 50, 50, 50].forEach((percent, i) => expect(effective[i]).toBeCloseTo(percent, 9));
    expect(trapped.reduce((a, b) => a + b)).toBeCloseTo(50, 9);
  });

  it('is found for 300 companies that all have shares of each other', () => {
    const each = company(Array.from({ length: 300 }, (_, i) => 0.3 + (i % 7) / 1000));
    const { ending } = integratedOwnership(Array.from({ length: 300 }, () => each));
    expect(ending.reduce((a, b) => a + b)).toBeCloseTo(100, 6);
  });
});
