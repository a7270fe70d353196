import type { LivenessAttempt, LivenessView } from '#libs/contracts';
import { currentAttempts, type Attempt, type LivenessHistory } from './liveness-history.js';

/** Clocks differ: a check shows as expired only when its provider cannot have a result for it any more. */
const graceMs = 30_000;

/**
 * What the attempts of a session came to, or undefined when there was none. It is passed when the latest judged attempt
 * at each step is; what was judged before a step was opened again does not count. One attempt of the sandbox marks the
 * whole as made up.
 */
export function liveness(history: LivenessHistory, now: Date): LivenessView | undefined {
  const begun = history.attempts.filter(({ checkId }) => checkId !== undefined);
  const newest = begun.at(-1);
  if (!newest) return undefined;
  const current = currentAttempts(history);
  const latest = current.findLast(({ outcome }) => outcome);
  const steps = new Set(current.map(({ stepId }) => stepId));
  return {
    passed: current.length > 0 && [...steps].every((stepId) => isPassed(current, stepId)),
    confidence: latest?.outcome?.confidence ?? null,
    provider: current.some(isMadeUp) ? 'sandbox' : (latest ?? newest).provider,
    attempts: begun.map((attempt) => describe(attempt, now)),
  };
}

const isMadeUp = ({ provider }: Attempt): boolean => provider === 'sandbox';

function isPassed(attempts: readonly Attempt[], stepId: string): boolean {
  const latest = attempts.findLast((a) => a.stepId === stepId && a.outcome);
  return latest?.outcome?.passed ?? false;
}

function describe(attempt: Attempt, now: Date): LivenessAttempt {
  const { checkId = '', stepId, config, provider, createdAt, expiresAt, outcome } = attempt;
  const isOver = new Date(expiresAt).getTime() + graceMs <= now.getTime();
  const { confidence, passed, completedAt } = outcome ?? {};
  return {
    liveness_session_id: checkId,
    step_id: stepId,
    status: outcome?.status ?? (isOver ? 'expired' : 'created'),
    ...(confidence !== undefined && { confidence }),
    ...(passed !== undefined && { passed }),
    challenge_type: config.challenge_type,
    provider,
    reasons: outcome?.reasons ?? [],
    created_at: createdAt,
    ...(completedAt !== undefined && { completed_at: completedAt }),
  };
}
