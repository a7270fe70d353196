import { Type, type Static } from '@sinclair/typebox';
import type { StepDefinition } from '../step-type.js';

const SelfieConfig = Type.Object(
  {
    require_good_lighting: Type.Boolean({ default: true }),
    require_face_centered: Type.Boolean({ default: true }),
  },
  { additionalProperties: false, default: {} },
);

export const selfieStepConfig = { selfie_config: SelfieConfig };

export interface SelfieStep extends StepDefinition {
  selfie_config: Static<typeof SelfieConfig>;
}
