/** Percentages that differ by no more are equal: what the sum of declared decimals loses in binary. */
export const percentTolerance = 1e-9;

/**
 * A percentage as it is shown: four decimals, the rest cut off. Not rounded up, so that no share looks as if it reached
 * a threshold that it misses, and shares that are shown never add up to more than they are.
 */
export function shownPercent(percent: number): number {
  return Math.floor((percent + percentTolerance) * 1e4) / 1e4;
}
