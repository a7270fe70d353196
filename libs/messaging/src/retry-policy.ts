/** When a failed message is tried again and when it is given up. */
export interface RetryPolicy {
  /** Attempts in all, the first one included; then the message is parked. Default 8. */
  attempts: number;
  /** Pause after the first failure in ms. Default 500. */
  firstPauseMs: number;
  /** Each further pause is this many times longer. Default 4. */
  factor: number;
  /** No pause is longer than this, in ms. Default 600,000. */
  longestPauseMs: number;
}

/** 0.5 s, 2 s, 8 s, 32 s, 2 min, 9 min, 10 min: a dependency may be away for about 20 minutes. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 8,
  firstPauseMs: 500,
  factor: 4,
  longestPauseMs: 600_000,
};

/**
 * The pause after the given number of failed attempts, in ms. Between half and all of the exponential value, so that
 * messages which failed together do not come back together ("equal jitter", AWS Architecture Blog, 2015).
 *
 * @param random between 0 and 1
 */
export function pauseAfter(failedAttempts: number, policy: RetryPolicy, random: number): number {
  const full = Math.min(policy.longestPauseMs, policy.firstPauseMs * policy.factor ** (failedAttempts - 1));
  return Math.round(full / 2 + (full / 2) * random);
}
