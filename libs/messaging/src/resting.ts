/** Which lanes or topics failed lately and until when they are left alone, with growing pauses. */
export class Resting {
  private readonly entries = new Map<string, { failures: number; until: number }>();

  constructor(
    private readonly limits: { firstMs: number; longestMs: number } = { firstMs: 200, longestMs: 30_000 },
  ) {}

  /** Notes a failure and returns the pause in ms. */
  failed(key: string): number {
    const failures = (this.entries.get(key)?.failures ?? 0) + 1;
    const pauseMs = Math.min(this.limits.longestMs, this.limits.firstMs * 2 ** (failures - 1));
    this.entries.set(key, { failures, until: performance.now() + pauseMs });
    return pauseMs;
  }

  worked(key: string): void {
    this.entries.delete(key);
  }

  /** The keys that rest now. */
  keys(): string[] {
    const now = performance.now();
    return [...this.entries].filter(([, entry]) => entry.until > now).map(([key]) => key);
  }

  /** Time in ms until the next one may try again; undefined when nothing rests. */
  nextInMs(): number | undefined {
    const now = performance.now();
    const waits = [...this.entries.values()].map((entry) => entry.until - now).filter((wait) => wait > 0);
    return waits.length === 0 ? undefined : Math.min(...waits);
  }
}
