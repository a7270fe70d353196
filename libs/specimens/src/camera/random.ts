// Bound once: inside the virtual context of a test runner every look-up of a global is slow.
const { imul, sqrt, log, cos, sin, PI } = Math;

/** Numbers from 0 (inclusive) to 1 (exclusive) that depend on the seed alone (mulberry32). */
export type Random = () => number;

/** A generator for a 32-bit seed; the same seed gives the same numbers on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` values of the standard normal distribution (Box and Muller, 1958). */
export function normalValues(random: Random, count: number): Float32Array {
  const values = new Float32Array(count);
  for (let index = 0; index < count; index += 2) {
    const reach = sqrt(-2 * log(1 - random()));
    const angle = 2 * PI * random();
    values[index] = reach * cos(angle);
    if (index + 1 < count) values[index + 1] = reach * sin(angle);
  }
  return values;
}
