import fc from 'fast-check';
import { round } from '../statistics.js';
import type { Target } from './target.js';

/** Far more than any input within the body limit may take, also on a machine that others use. */
const stallMs = 10_000;
const shrinkLimitMs = 20_000;
const longestShown = 4_000;

/** An input that a target neither accepted nor refused. */
export interface Escape {
  target: string;
  what: string;
  /** `BENCH_FUZZ_SEED` that finds it again. */
  seed: number;
  path: string | null;
  smallest_input: string;
  smallest_input_length: number;
}

export interface Attack {
  inputs: number;
  accepted: number;
  refused: number;
  slowest_ms: number;
  /** The input that took longest, its beginning. */
  slowest_input: string;
  escape?: Escape;
}

/** Hands a target hostile inputs until the time is over or one escapes, which is then made as small as it gets. */
export async function attack(target: Target, seed: number, ms: number): Promise<Attack> {
  const found: Attack = { inputs: 0, accepted: 0, refused: 0, slowest_ms: 0, slowest_input: '' };
  const property = fc.asyncProperty(target.inputs, async (text) => {
    const start = performance.now();
    const verdict = await target.attempt(text);
    const took = performance.now() - start;
    found.inputs++;
    found[verdict]++;
    if (took > found.slowest_ms) {
      found.slowest_ms = round(took);
      found.slowest_input = `${text.slice(0, 300)}${text.length > 300 ? ` … (${text.length})` : ''}`;
    }
    if (took > stallMs) throw new Error(`took ${Math.round(took)} ms`);
  });
  const first = await fc.check(property, {
    seed,
    numRuns: Number.MAX_SAFE_INTEGER,
    endOnFailure: true,
    plugins: [fc.interruptAfterTimeLimit(ms)],
  });
  // Interrupted is not failed; a failure without a counterexample is one of the machinery.
  if (!first.failed) return found;
  if (!first.counterexample) throw new Error(`${target.name}: no input could be made (seed ${seed})`);
  const path = first.counterexamplePath;
  const shrunk = await fc.check(property, {
    seed,
    path: path ?? '',
    numRuns: 1,
    plugins: [fc.interruptAfterTimeLimit(shrinkLimitMs)],
  });
  const { counterexample, errorInstance } = shrunk.counterexample ? shrunk : first;
  const [input] = counterexample as [string];
  return {
    ...found,
    escape: {
      target: target.name,
      what:
        errorInstance instanceof Error
          ? (errorInstance.stack ?? errorInstance.message)
          : String(errorInstance),
      seed,
      path,
      smallest_input: input.slice(0, longestShown),
      smallest_input_length: input.length,
    },
  };
}
