import type { Binary } from 'mongodb';

/** What a check looks for: parties on watchlists, wallets on watchlists, parties in the media. */
export type CheckKind = 'sanctions' | 'crypto' | 'adverse_media';

/** How a check ends: what the workflow service is told, and nothing else of it. */
export interface CheckResult {
  status: 'completed' | 'failed' | 'not_available';
  /** Of completed checks only. */
  outcome?: 'pass' | 'review' | 'fail';
  /** Codes, in order of weight. */
  reasons: string[];
}

/** One check of a session. The row is the job as well: `dueAt` is there as long as work is left. */
export interface SessionCheck {
  /** The check's id. */
  _id: string;
  tenantId: string;
  sessionId: string;
  /** Absent on rows of earlier versions, which are `sanctions`. */
  kind?: CheckKind;
  /** Ids of the lists to look in; all when absent. */
  lists?: string[];
  /** 0–1 */
  minScore?: number;
  status: 'pending' | CheckResult['status'];
  createdAt: Date;
  /** How often it was begun. */
  attempts: number;
  /** When it may be begun; while it runs, when its lease ends. */
  dueAt?: Date;
  /** Of the worker that holds it: only that one may end it. */
  lease?: string;
  /** The message that asked for it, which its result names as the cause. */
  causationId: string;
  correlationId: string;
  traceparent?: string;
  completedAt?: Date;
  outcome?: CheckResult['outcome'];
  reasons?: string[];
  /** The lists that were searched, as they were. */
  searched?: { id: string; version: string; as_of: string; entries: number }[];
  /** What was found, sealed; of sanctions checks that is in their screenings. */
  evidence?: Binary;
}

/** A check that this process holds until its lease ends. */
export type ClaimedCheck = SessionCheck & { lease: string };

/** Longer than an attempt takes: two calls at the same time, of `callLimitMs` each, and the search. */
export const leaseMs = 30_000;
export const callLimitMs = 5_000;

/** Pauses between attempts, ms: about one minute in all, after which the check is given up. */
const pausesMs = [1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000];
export const maxAttempts = pausesMs.length + 1;

/** The pause before the next attempt, ms; undefined when there is to be none. */
export function pauseAfter(attempts: number): number | undefined {
  return pausesMs[attempts - 1];
}
