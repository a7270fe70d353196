import { TransientFailure } from '#libs/problems';

/**
 * Waits for work at most `limitMs`. The work itself cannot be cut off, only no longer waited for; what it brings later
 * is dropped.
 *
 * @throws TransientFailure when the time is up
 */
export async function withinTime<T>(work: Promise<T>, limitMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TransientFailure(`${what} took longer than ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
