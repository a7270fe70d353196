import { Injectable } from '@nestjs/common';
import { LivenessCompleted } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { JudgeCheck } from './judge-check.js';
import {
  attemptOf,
  attemptsLeft,
  conclude,
  type Attempt,
  type AttemptOutcome,
  type LivenessHistory,
} from './liveness-history.js';
import { LivenessTurn } from './liveness-turn.js';
import { LivenessRepository, type SessionRef } from './liveness.repository.js';

/** What the end user learns of a check. */
export interface VerifiedCheck {
  passed: boolean;
  /** 0 to 100; null when the check ended without one */
  confidence: number | null;
  attemptsLeft: number;
}

/**
 * Takes the result of a check, once: it is stored together with its message, and every later call, also one that raced,
 * is answered with what was stored.
 */
@Injectable()
export class VerifyLivenessCheck {
  constructor(
    private readonly turn: LivenessTurn,
    private readonly checks: LivenessRepository,
    private readonly judgeCheck: JudgeCheck,
    private readonly outbox: Outbox,
  ) {}

  async run(session: SessionRef, checkId: string): Promise<VerifiedCheck> {
    const history = await this.checks.load(session);
    const attempt = attemptOf(history, checkId);
    if (attempt.outcome) return answer(history, attempt, attempt.outcome);
    await this.turn.requireStillOpen(session, attempt);
    return this.record(session, checkId, await this.judgeCheck.run(session, attempt));
  }

  private async record(
    session: SessionRef,
    checkId: string,
    outcome: AttemptOutcome,
  ): Promise<VerifiedCheck> {
    const { verified } = await this.checks.change(
      session,
      (current) => {
        const attempt = attemptOf(current, checkId);
        const isFirst = conclude(attempt, outcome);
        return { attempt, isFirst, verified: answer(current, attempt, attempt.outcome ?? outcome) };
      },
      async ({ attempt, isFirst }, tx) => {
        if (isFirst) await this.outbox.add(LivenessCompleted, messageOf(session, attempt, outcome), tx);
      },
    );
    return verified;
  }
}

function answer(history: LivenessHistory, attempt: Attempt, outcome: AttemptOutcome): VerifiedCheck {
  const { passed, confidence = null } = outcome;
  return { passed, confidence, attemptsLeft: attemptsLeft(history, attempt, new Date()) };
}

function messageOf(
  { tenantId, sessionId }: SessionRef,
  { stepId, number, provider }: Attempt,
  { passed, reasons }: AttemptOutcome,
) {
  const data = { session_id: sessionId, step_id: stepId, attempt: number, passed, provider, reasons };
  return { subject: sessionId, tenantId, data };
}
