import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { Caller, Operate, SETTINGS, type Settings } from '#libs/platform';
import { DomainRefusal, type ProblemCode } from '#libs/problems';
import type { Caller as Identity } from '#libs/security';
import { CreateLivenessCheck } from './create-liveness-check.js';
import { CreatedCheckJson, VerifiedCheckJson, VerifyBody, type VerifyRequest } from './liveness.dto.js';
import type { SessionRef } from './liveness.repository.js';
import { VerifyLivenessCheck } from './verify-liveness-check.js';

const tag = 'Liveness';
const turnProblems: ProblemCode[] = [
  'not_found',
  'step_not_current',
  'session_not_active',
  'session_expired',
];

/** How an end user's device does a liveness check: it begins one, runs it with the provider, and has it verified. */
@Controller('public/session/liveness')
export class LivenessController {
  constructor(
    private readonly createCheck: CreateLivenessCheck,
    private readonly verifyCheck: VerifyLivenessCheck,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post(['create', 'start'])
  @Operate({
    summary: 'Begin a liveness check',
    description: 'Uses up one attempt of the liveness step whose turn it is. `start` is the same call.',
    tag,
    access: 'end_user',
    answers: { 201: CreatedCheckJson },
    problems: [...turnProblems, 'limit_reached', 'unavailable'],
  })
  async create(@Caller() caller: Identity) {
    const { checkId, challengeType, expiresAt, attemptsLeft } = await this.createCheck.run(sessionOf(caller));
    return {
      session_id: checkId,
      region: this.settings.AWS_REGION,
      challenge_type: challengeType,
      expires_at: expiresAt,
      attempts_left: attemptsLeft,
    };
  }

  @Post(['verify', 'complete'])
  @HttpCode(200)
  @Operate({
    summary: 'Take the result of a liveness check',
    description:
      'To be called when the device has run the check. The result is taken once; a repeated call is answered with it. `complete` is the same call.',
    tag,
    access: 'end_user',
    body: VerifyBody,
    answers: { 200: VerifiedCheckJson },
    problems: [...turnProblems, 'liveness_in_progress', 'unavailable'],
  })
  async verify(@Caller() caller: Identity, @Body() { liveness_session_id }: VerifyRequest) {
    const verified = await this.verifyCheck.run(sessionOf(caller), liveness_session_id);
    const { passed, confidence, attemptsLeft } = verified;
    return { passed, confidence, attempts_left: attemptsLeft };
  }

  @Post('frames')
  @Operate({
    summary: 'Send frames to the local liveness provider',
    description:
      'Only with the local provider; the others take the video themselves, and the call is refused.',
    tag,
    access: 'end_user',
    answers: {},
    problems: ['not_found'],
  })
  frames(): never {
    throw new DomainRefusal(
      'not_found',
      'Frames are taken by the local liveness provider only, which is not in use here.',
    );
  }
}

function sessionOf(caller: Identity): SessionRef {
  if (caller.kind !== 'end_user') throw new DomainRefusal('forbidden', 'Use the link of a session.');
  return { tenantId: caller.tenantId, sessionId: caller.sessionId };
}
