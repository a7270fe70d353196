import { DomainRefusal, TransientFailure } from '#libs/problems';
import { NotYet, type CheckResult } from './check-job.js';

/** Pauses between attempts, ms: one minute in all, half of what the workflow service waits for a check by default. */
const pausesMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
export const maxAttempts = pausesMs.length + 1;

export type WhatFollows = { retryInMs: number } | { result: CheckResult };

/** What follows a failed attempt: another one, or an end that is never a pass. */
export function whatFollows(error: unknown, attempts: number): WhatFollows {
  const isFinal = error instanceof DomainRefusal && error.status < 500;
  const retryInMs = isFinal ? undefined : pausesMs[attempts - 1];
  return retryInMs === undefined ? { result: resultOf(error) } : { retryInMs };
}

function resultOf(error: unknown): CheckResult {
  if (error instanceof NotYet) return { status: 'not_available', reasons: [error.reason] };
  if (error instanceof DomainRefusal && error.code === 'not_found')
    return { status: 'failed', reasons: ['session_not_found'] };
  if (error instanceof TransientFailure || error instanceof DomainRefusal)
    return { status: 'not_available', reasons: ['dependency_unavailable'] };
  return { status: 'failed', reasons: ['internal_error'] };
}
