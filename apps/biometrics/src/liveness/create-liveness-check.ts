import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { LivenessStep } from '#libs/contracts';
import { LOGGER, type Logger } from '#libs/platform';
import { attemptsLeft, begin, giveBack, reserve, type Attempt } from './liveness-history.js';
import { LIVENESS_PROVIDER, type LivenessProvider } from './liveness-provider.js';
import { LivenessTurn } from './liveness-turn.js';
import { LivenessRepository, type SessionRef } from './liveness.repository.js';

const auditImagesWanted = 4;

/** A check that the end user's device can run now. */
export interface CreatedCheck {
  checkId: string;
  challengeType: string;
  expiresAt: string;
  attemptsLeft: number;
}

/**
 * Begins a liveness check. The attempt is counted before the provider is asked and given back when the provider fails,
 * so that racing requests cannot have more than there are.
 */
@Injectable()
export class CreateLivenessCheck {
  constructor(
    private readonly turn: LivenessTurn,
    private readonly checks: LivenessRepository,
    @Inject(LIVENESS_PROVIDER) private readonly provider: LivenessProvider,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async run(session: SessionRef): Promise<CreatedCheck> {
    const step = await this.turn.current(session);
    const taken = { id: randomUUID(), provider: this.provider.name };
    const attempt = await this.checks.change(session, (history) =>
      reserve(history, step, { ...taken, now: new Date() }),
    );
    try {
      const begun = await this.provider.create(orderOf(attempt, step));
      return await this.checks.change(session, (history) => {
        const { checkId = '', config, ...begunAttempt } = begin(history, attempt.id, begun);
        return {
          checkId,
          challengeType: config.challenge_type,
          expiresAt: begunAttempt.expiresAt,
          attemptsLeft: attemptsLeft(history, { config, ...begunAttempt }, new Date()),
        };
      });
    } catch (error) {
      await this.giveBack(session, attempt);
      throw error;
    }
  }

  /** Where this fails too, the reservation ends by itself. */
  private async giveBack(session: SessionRef, { id }: Attempt): Promise<void> {
    await this.checks
      .change(session, (history) => giveBack(history, id))
      .catch((error: unknown) =>
        this.logger.warn({ err: error }, 'a liveness attempt was not given back yet'),
      );
  }
}

function orderOf({ id, number, config }: Attempt, { sandbox_outcomes = [] }: LivenessStep) {
  return {
    token: id,
    challengeType: config.challenge_type,
    auditImages: config.save_audit_images ? auditImagesWanted : 0,
    sandboxOutcome: sandbox_outcomes[Math.min(number, sandbox_outcomes.length) - 1],
  };
}
