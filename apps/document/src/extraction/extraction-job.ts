import type { SessionRef } from '../documents/document.js';

/** An extraction that waits or runs; the row goes when the extraction has ended. `_id` is the document's id. */
export interface ExtractionJob extends SessionRef {
  _id: string;
  /** How often it was begun. */
  attempts: number;
  /** When it may be begun; while it runs, when its lease ends. */
  dueAt: Date;
  /** Of the worker that holds it: only that one may end it. */
  lease?: string;
  traceparent?: string;
}

/** One reading may take this long, ms. */
export const readingLimitMs = 45_000;
/** Longer than a reading may take, so that a lease ends only when its worker is gone. */
export const leaseMs = 60_000;
export const maxAttempts = 3;

/** Pause before the next attempt, ms, by how many there were. */
export function pauseAfter(attempts: number): number {
  return attempts <= 1 ? 1_000 : 5_000;
}
