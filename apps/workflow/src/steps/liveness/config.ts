import { Type, type Static } from '@sinclair/typebox';
import type { StepDefinition } from '../step-type.js';

const LivenessConfig = Type.Object(
  {
    min_confidence: Type.Number({ minimum: 0, maximum: 100, default: 90 }),
    challenge_type: Type.Union(
      [Type.Literal('FaceMovementChallenge'), Type.Literal('FaceMovementAndLightChallenge')],
      { default: 'FaceMovementChallenge' },
    ),
    save_reference_image: Type.Boolean({ default: true }),
    save_audit_images: Type.Boolean({ default: false }),
    use_for_face_match: Type.Boolean({ default: true }),
    max_retries: Type.Integer({ minimum: 1, maximum: 10, default: 3 }),
  },
  { additionalProperties: false, default: {} },
);

export const livenessStepConfig = { liveness_config: LivenessConfig };

export interface LivenessStep extends StepDefinition {
  liveness_config: Static<typeof LivenessConfig>;
}
