import type { LivenessConfig, LivenessStep } from '#libs/contracts';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import type { BegunLiveness } from './liveness-provider.js';

/** What an identity document can be compared with after a passed check. */
export type LivenessFace =
  /** Base64 of the little-endian 32-bit floats of the face's embedding. */
  | { embedding: string }
  /** What the sandbox says that a comparison would come to, 0 to 1. */
  | { simulatedSimilarity: number };

/** How one check was judged. */
export interface AttemptOutcome {
  status: 'succeeded' | 'failed' | 'expired';
  passed: boolean;
  /** 0 to 100 */
  confidence?: number;
  reasons: string[];
  completedAt: string;
  face?: LivenessFace;
}

/** One attempt at a liveness step. Times are ISO. */
export interface Attempt {
  /** Also the token by which the provider knows a repeated request. */
  id: string;
  /** Counts all attempts of the session, from 1 on. */
  number: number;
  stepId: string;
  /** When a reviewer opened the step again; empty the first time. Attempts of one opening are counted together. */
  opening: string;
  provider: string;
  config: LivenessConfig;
  createdAt: string;
  /** How long the place is kept while the provider is asked, afterwards until when the check gives a result. */
  expiresAt: string;
  /** The provider's id of the check; absent until it has begun. */
  checkId?: string;
  outcome?: AttemptOutcome;
}

/** All attempts of one session, in their order. Pure: every function changes it or refuses. */
export interface LivenessHistory {
  attempts: Attempt[];
}

/** Longer than a provider may take to begin a check. What a crash left behind counts no longer than this. */
export const reservationMs = 60_000;

/**
 * Takes one of the attempts of a step before the provider is asked.
 *
 * @throws DomainRefusal `limit_reached` when all are used up
 */
export function reserve(
  history: LivenessHistory,
  { step_id, config, reopened_at }: LivenessStep,
  { id, provider, now }: { id: string; provider: string; now: Date },
): Attempt {
  history.attempts = history.attempts.filter((attempt) => !hasLapsed(attempt, now));
  const attempt: Attempt = {
    id,
    number: (history.attempts.at(-1)?.number ?? 0) + 1,
    stepId: step_id,
    opening: reopened_at ?? '',
    provider,
    config,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + reservationMs).toISOString(),
  };
  if (attemptsLeft(history, attempt, now) <= 0)
    throw new DomainRefusal('limit_reached', 'All attempts at the liveness check are used up.');
  history.attempts.push(attempt);
  return attempt;
}

/** The provider has begun the check. @throws TransientFailure when that took longer than the reservation */
export function begin(
  history: LivenessHistory,
  id: string,
  { sessionId, expiresAt }: BegunLiveness,
): Attempt {
  const attempt = history.attempts.find((a) => a.id === id);
  if (!attempt) throw new TransientFailure('the liveness check began too late');
  attempt.checkId = sessionId;
  attempt.expiresAt = expiresAt.toISOString();
  return attempt;
}

/** The provider could not begin the check: the attempt is not counted. */
export function giveBack(history: LivenessHistory, id: string): void {
  history.attempts = history.attempts.filter((attempt) => attempt.id !== id);
}

/** Stores how a check was judged. False when it had been judged before, which stays as it is. */
export function conclude(attempt: Attempt, outcome: AttemptOutcome): boolean {
  if (attempt.outcome) return false;
  attempt.outcome = outcome;
  return true;
}

/** @throws DomainRefusal `not_found` for a check that the session did not begin */
export function attemptOf(history: LivenessHistory, checkId: string): Attempt {
  const attempt = history.attempts.find((a) => a.checkId === checkId);
  if (!attempt) throw new DomainRefusal('not_found', 'The session has no such liveness check.');
  return attempt;
}

/** How many further attempts the opening of a step has that this one belongs to. */
export function attemptsLeft(
  history: LivenessHistory,
  { stepId, opening, config }: Pick<Attempt, 'stepId' | 'opening' | 'config'>,
  now: Date,
): number {
  const used = history.attempts.filter(
    (a) => a.stepId === stepId && a.opening === opening && !hasLapsed(a, now),
  );
  return Math.max(0, config.max_retries - used.length);
}

/** The attempts that count: those of each step's latest opening, begun at the provider. */
export function currentAttempts({ attempts }: LivenessHistory): Attempt[] {
  const latest = new Map(attempts.map(({ stepId, opening }) => [stepId, opening]));
  return attempts.filter((a) => a.checkId !== undefined && a.opening === latest.get(a.stepId));
}

/** The face of the latest passed check that may be compared with an identity document. */
export function faceToCompare(history: LivenessHistory): LivenessFace | undefined {
  return currentAttempts(history).findLast(
    ({ outcome, config }) => outcome?.passed && config.use_for_face_match,
  )?.outcome?.face;
}

const hasLapsed = ({ checkId, expiresAt }: Attempt, now: Date): boolean =>
  checkId === undefined && expiresAt <= now.toISOString();
