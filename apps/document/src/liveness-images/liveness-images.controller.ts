import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Type, type Static } from '@sinclair/typebox';
import { Caller, Operate } from '#libs/platform';
import type { Caller as CallerIdentity } from '#libs/security';
import { StoreLivenessImage } from './store-liveness-image.js';

const Id = Type.String({ minLength: 1, maxLength: 64 });
const ImageBody = Type.Object(
  {
    attempt_id: Id,
    step_id: Id,
    image: Type.String({ pattern: '^(reference|audit_[1-4])$' }),
    data: Type.String({ description: 'Base64 with padding' }),
  },
  { additionalProperties: false },
);

/** Takes the pictures of liveness checks from the biometrics service. */
@Controller('internal/sessions/:id/liveness-images')
export class LivenessImagesController {
  constructor(private readonly storeImage: StoreLivenessImage) {}

  @Post()
  @HttpCode(200)
  @Operate({
    summary: 'Keep a picture of a liveness check',
    description: 'Each picture of an attempt is kept once, however often it is sent.',
    tag: 'Internal',
    access: 'service',
    body: ImageBody,
    answers: { 200: Type.Object({}) },
    problems: ['not_found', 'invalid_file', 'limit_reached', 'payload_too_large'],
  })
  async keep(
    @Caller() { tenantId }: CallerIdentity,
    @Param('id') sessionId: string,
    @Body() { attempt_id, step_id, image, data }: Static<typeof ImageBody>,
  ): Promise<Record<string, never>> {
    await this.storeImage.run({
      tenantId,
      sessionId,
      attemptId: attempt_id,
      stepId: step_id,
      image,
      bytes: Buffer.from(data, 'base64'),
    });
    return {};
  }
}
