import { Type, type Static } from '@sinclair/typebox';

const AttemptsLeft = Type.Integer({ minimum: 0, description: 'Further attempts at this step' });

export const CreatedCheckJson = Type.Object({
  session_id: Type.String({ description: 'The check; the device runs it, and `verify` names it' }),
  region: Type.String({ description: 'AWS region of the check' }),
  challenge_type: Type.Union([
    Type.Literal('FaceMovementChallenge'),
    Type.Literal('FaceMovementAndLightChallenge'),
  ]),
  expires_at: Type.String({ format: 'date-time', description: 'No result can be had after it' }),
  attempts_left: AttemptsLeft,
});

export const VerifyBody = Type.Object(
  { liveness_session_id: Type.String({ minLength: 1, maxLength: 128 }) },
  { additionalProperties: false },
);
export type VerifyRequest = Static<typeof VerifyBody>;

export const VerifiedCheckJson = Type.Object({
  passed: Type.Boolean(),
  confidence: Type.Union([Type.Number({ minimum: 0, maximum: 100 }), Type.Null()]),
  attempts_left: AttemptsLeft,
});
