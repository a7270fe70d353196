import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Type, type Static } from '@sinclair/typebox';
import { SessionChecks } from '#libs/checks';
import type { BiometricsView, SelfieAssessment } from '#libs/contracts';
import { Caller, Operate } from '#libs/platform';
import type { Caller as Identity } from '#libs/security';
import { hasCompared } from './face-matches/face-match.js';
import { liveness } from './liveness/liveness-view.js';
import { LivenessRepository } from './liveness/liveness.repository.js';
import { AssessSessionSelfie } from './selfies/assess-session-selfie.js';
import { SelfieRepository } from './selfies/selfie.repository.js';

const tag = 'Internal';
const AssessBody = Type.Object(
  {
    doc_id: Type.String({ maxLength: 64 }),
    step_id: Type.String({ maxLength: 64 }),
    config: Type.Object(
      { require_good_lighting: Type.Boolean(), require_face_centered: Type.Boolean() },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);

/** What other services ask about faces; the shapes are in `libs/contracts/src/internal`. */
@Controller('internal')
export class InternalController {
  constructor(
    private readonly assessSelfie: AssessSessionSelfie,
    private readonly selfies: SelfieRepository,
    private readonly checks: SessionChecks,
    private readonly livenessChecks: LivenessRepository,
  ) {}

  @Post('sessions/:id/selfies')
  @HttpCode(200)
  @Operate({ summary: 'Judge a selfie', tag, access: 'service', body: AssessBody, answers: {} })
  assess(
    @Caller() { tenantId }: Identity,
    @Param('id') sessionId: string,
    @Body() { doc_id, config }: Static<typeof AssessBody>,
  ): Promise<SelfieAssessment> {
    return this.assessSelfie.run(tenantId, sessionId, doc_id, config);
  }

  @Get('sessions/:id/biometrics')
  @Operate({ summary: 'What is known about the face of a session', tag, access: 'service', answers: {} })
  async biometrics(
    @Caller() { tenantId }: Identity,
    @Param('id') sessionId: string,
  ): Promise<BiometricsView> {
    const [selfie, match, history] = await Promise.all([
      this.selfies.latest(tenantId, sessionId),
      this.checks.latest(tenantId, sessionId),
      this.livenessChecks.load({ tenantId, sessionId }),
    ]);
    const face_match = match && hasCompared(match) ? match : undefined;
    const seen = liveness(history, new Date());
    return { ...(selfie && { selfie }), ...(seen && { liveness: seen }), ...(face_match && { face_match }) };
  }
}
