import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Type, type Static } from '@sinclair/typebox';
import type { BiometricsView, CheckEvidence, SelfieAssessment } from '#libs/contracts';
import { Caller, Operate } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { Caller as Identity } from '#libs/security';
import { FaceMatchRepository } from './face-matches/face-match.repository.js';
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
    private readonly matches: FaceMatchRepository,
    private readonly checks: LivenessRepository,
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
    const [selfie, result, history] = await Promise.all([
      this.selfies.latest(tenantId, sessionId),
      this.matches.latest(tenantId, sessionId),
      this.checks.load({ tenantId, sessionId }),
    ]);
    const face_match = result?.status === 'completed' ? result.match : undefined;
    const seen = liveness(history, new Date());
    return { ...(selfie && { selfie }), ...(seen && { liveness: seen }), ...(face_match && { face_match }) };
  }

  @Get('checks/:checkId')
  @Operate({ summary: 'The evidence of a face match', tag, access: 'service', answers: {} })
  async evidence(
    @Caller() { tenantId }: Identity,
    @Param('checkId') checkId: string,
  ): Promise<CheckEvidence> {
    const result = await this.matches.result(tenantId, checkId);
    if (!result) throw new DomainRefusal('not_found', 'There is no result of such a check.');
    const match = result.status === 'completed' ? result.match : undefined;
    return { check_id: checkId, evidence: match ? { ...match } : { reasons: result.reasons } };
  }
}
