import { Inject, Injectable } from '@nestjs/common';
import { DomainRefusal } from '#libs/problems';
import { Faces } from '../faces.provider.js';
import { writeEmbedding } from '../faces/index.js';
import { KeepImages } from './keep-images.js';
import type { Attempt, AttemptOutcome, LivenessFace } from './liveness-history.js';
import {
  LIVENESS_PROVIDER,
  type LivenessProvider,
  type LivenessResult,
  type SucceededLiveness,
} from './liveness-provider.js';
import type { SessionRef } from './liveness.repository.js';

/** Below this the detector is not sure that it is a face; the same limit as for selfies. */
const sureFace = 0.8;

/** Asks the provider how a check ended and judges it by the step's demands. */
@Injectable()
export class JudgeCheck {
  constructor(
    @Inject(LIVENESS_PROVIDER) private readonly provider: LivenessProvider,
    private readonly faces: Faces,
    private readonly keepImages: KeepImages,
  ) {}

  /** @throws DomainRefusal `liveness_in_progress` as long as the check has not ended */
  async run(session: SessionRef, attempt: Attempt): Promise<AttemptOutcome> {
    const result = await this.resultOf(attempt);
    if (result.status === 'in_progress')
      throw new DomainRefusal(
        'liveness_in_progress',
        'The check has not ended: finish it on the device, then ask again in a moment.',
      );
    const completedAt = new Date().toISOString();
    if (result.status !== 'succeeded') {
      const { status, confidence } = result;
      const reasons = [`liveness_${status}`, ...result.reasons];
      return { status, passed: false, ...(confidence !== undefined && { confidence }), reasons, completedAt };
    }
    const { reasons, face } = await this.examine(attempt, result);
    const passed = reasons.length === 0;
    const areKept = await this.keepImages.run(session, attempt, result);
    if (!areKept) reasons.push('images_not_kept');
    reasons.push(...result.reasons);
    const { status, confidence } = result;
    return { status, passed, confidence, reasons, completedAt, ...(passed && face && { face }) };
  }

  /** A check begun with one provider is not judged by another: after a change of the setting it has to be done again. */
  private async resultOf({ provider, checkId = '' }: Attempt): Promise<LivenessResult> {
    if (provider !== this.provider.name) return { status: 'expired', reasons: ['provider_changed'] };
    return this.provider.result(checkId);
  }

  /** Why a check that ran to its end is not passed, and otherwise the face for the face match. */
  private async examine(
    { config }: Attempt,
    { confidence, referenceImage, simulatedSimilarity }: SucceededLiveness,
  ): Promise<{ reasons: string[]; face?: LivenessFace }> {
    if (confidence < config.min_confidence) return { reasons: ['low_confidence'] };
    if (simulatedSimilarity !== undefined) return { reasons: [], face: { simulatedSimilarity } };
    if (!config.use_for_face_match && !config.save_reference_image) return { reasons: [] };
    if (!referenceImage) return { reasons: ['reference_image_missing'] };
    return config.use_for_face_match ? this.faceIn(referenceImage) : { reasons: [] };
  }

  private async faceIn(image: Buffer): Promise<{ reasons: string[]; face?: LivenessFace }> {
    try {
      const found = await this.faces.analyzer.detect(image);
      const face = found.find(({ confidence }) => confidence >= sureFace);
      if (!face) return { reasons: ['no_face_in_reference_image'] };
      const embedding = writeEmbedding(await this.faces.analyzer.embed(image, face));
      return { reasons: [], face: { embedding } };
    } catch (error) {
      if (error instanceof DomainRefusal && error.code === 'invalid_file')
        return { reasons: ['reference_image_unusable'] };
      throw error;
    }
  }
}
