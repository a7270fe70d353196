import type { SessionRef } from '../documents/document.js';

/** How a cross-validation ends: what the workflow service is told, and nothing else of it. */
export interface CrossValidationResult {
  status: 'completed' | 'failed' | 'not_available';
  /** Of completed ones only. */
  outcome?: 'pass' | 'review' | 'fail';
  /** Codes, in order of weight. */
  reasons: string[];
}

/** A cross-validation that was asked for. `_id` is the check's id. */
export interface CrossValidationJob extends SessionRef {
  _id: string;
  createdAt: Date;
  /** How often it was begun. */
  attempts: number;
  /** When it may be begun; while it runs, when its lease ends; absent once it has ended. */
  dueAt?: Date;
  /** Of the worker that holds it: only that one may end it. */
  lease?: string;
  /** The message that asked for it, which its result names as the cause. */
  causationId: string;
  correlationId: string;
  traceparent?: string;
}

/** A job that this process holds until its lease ends. */
export type ClaimedCrossValidation = CrossValidationJob & { lease: string };

/** How long the workflow service may take to answer, ms. */
export const callLimitMs = 5_000;
/** Longer than an attempt takes: one call of `callLimitMs`, and the comparison. */
export const leaseMs = 30_000;

/** Pauses between attempts, ms: a minute and a half in all, after which the check is given up. */
const pausesMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 30_000];
export const maxAttempts = pausesMs.length + 1;

/** The pause before the next attempt, ms; undefined when there is to be none. */
export function pauseAfter(attempts: number): number | undefined {
  return pausesMs[attempts - 1];
}
