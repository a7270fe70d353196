/** Times of one thing that was done many times, milliseconds. */
export interface Spread {
  n: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

/** Nearest-rank percentiles. */
export function spread(times: readonly number[]): Spread {
  const sorted = ascending(times);
  const at = (share: number): number =>
    round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN);
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** Values of several rounds; the median, because a machine that others use has slow rounds and no fast ones. */
export interface Rounds {
  median: number;
  min: number;
  max: number;
  values: number[];
}

export function rounds(values: readonly number[]): Rounds {
  const sorted = ascending(values);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
  return {
    median: round(median),
    min: round(sorted[0] ?? Number.NaN),
    max: round(sorted.at(-1) ?? Number.NaN),
    values: values.map(round),
  };
}

/** Something that was measured in turns with the baseline that it is held against. */
export interface Comparison {
  measured: Rounds;
  baseline: Rounds & { name: string };
  /** Measured by baseline of the same turn. */
  ratio: Rounds;
}

/**
 * Measures baseline and thing in turns, so that what else the machine does meets both alike: each ratio is of two
 * figures that were taken one right after the other.
 */
export async function inTurns(
  turns: number,
  baseline: { name: string; measure: () => number | Promise<number> },
  measure: () => number | Promise<number>,
): Promise<Comparison> {
  const before: number[] = [];
  const after: number[] = [];
  for (let i = 0; i < turns; i++) {
    before.push(await baseline.measure());
    after.push(await measure());
  }
  return {
    measured: rounds(after),
    baseline: { name: baseline.name, ...rounds(before) },
    ratio: rounds(after.map((value, i) => value / (before[i] ?? Number.NaN))),
  };
}

const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** Three significant digits below 1, two decimals above. */
export const round = (value: number): number =>
  Math.abs(value) < 1 ? Number(value.toPrecision(3)) : Math.round(value * 100) / 100;

/** Runs `work` `count` times in a row and returns how long each took, ms. */
export async function timesOf(count: number, work: (i: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    await work(i);
    times.push(performance.now() - start);
  }
  return times;
}

/** Runs `work` `count` times, `parallel` at once; how many were done per second. */
export async function perSecond(
  count: number,
  parallel: number,
  work: (i: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const start = performance.now();
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  return round((count / (performance.now() - start)) * 1000);
}

/** How often per second `work` is done by one core that does nothing else for `ms`. */
export function perSecondOnOneCore(ms: number, work: () => void): number {
  const start = performance.now();
  let done = 0;
  let elapsed = 0;
  while (elapsed < ms) {
    // Reading the clock must not cost as much as a short piece of work.
    for (let i = 0; i < 8; i++) work();
    done += 8;
    elapsed = performance.now() - start;
  }
  return (done / elapsed) * 1000;
}
