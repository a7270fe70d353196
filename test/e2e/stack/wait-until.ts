import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 100;

/**
 * Asks again and again until there is an answer other than undefined.
 *
 * @param what names the awaited thing in the error
 * @throws Error when there is none within `withinMs`
 */
export async function waitUntil<T>(
  what: string,
  look: () => Promise<T | undefined>,
  withinMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${withinMs / 1_000} s`);
    await delay(pollMs);
  }
}
