import { Type } from '@sinclair/typebox';
import {
  CheckId,
  CheckResult,
  DocumentId,
  Provider,
  Reasons,
  SessionId,
  StepId,
  described,
  sample,
} from '../fields.js';
import { defineMessage } from '../message.js';
import { topics } from '../topics.js';

export const MatchFace = defineMessage({
  type: 'kyc.biometrics.match_face',
  topic: topics.biometricsCommands,
  description:
    'Compares the portrait of the session’s identity document with its selfie or liveness picture.',
  schema: Type.Object({
    session_id: SessionId,
    check_id: CheckId,
    threshold: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'The similarity from which on the two faces count as one.',
    }),
  }),
  sample: { session_id: sample.sessionId, check_id: sample.checkId, threshold: 0.85 },
});

export const FaceMatchCompleted = defineMessage({
  type: 'kyc.biometrics.face_match_completed',
  topic: topics.biometricsEvents,
  description: 'The face match ended; its figures stay with the biometrics service.',
  schema: Type.Object(CheckResult),
  sample: {
    session_id: sample.sessionId,
    check_id: sample.checkId,
    status: 'completed',
    outcome: 'pass',
    provider: 'local',
    reasons: [],
  },
});

export const SelfieAssessed = defineMessage({
  type: 'kyc.biometrics.selfie_assessed',
  topic: topics.biometricsEvents,
  description: 'A selfie was checked for one usable face.',
  schema: Type.Object({
    session_id: SessionId,
    doc_id: described(DocumentId, 'The picture.'),
    passed: Type.Boolean({ description: 'Whether the face can be compared.' }),
    reasons: Reasons,
  }),
  sample: { session_id: sample.sessionId, doc_id: sample.docId, passed: true, reasons: [] },
});

export const LivenessCompleted = defineMessage({
  type: 'kyc.biometrics.liveness_completed',
  topic: topics.biometricsEvents,
  description: 'One attempt at a liveness check was judged.',
  schema: Type.Object({
    session_id: SessionId,
    step_id: StepId,
    attempt: Type.Integer({ minimum: 1, description: 'Which attempt at the step, from 1.' }),
    passed: Type.Boolean({ description: 'Whether a living person was seen with enough confidence.' }),
    provider: Provider,
    reasons: Reasons,
  }),
  sample: {
    session_id: sample.sessionId,
    step_id: 'liveness',
    attempt: 1,
    passed: true,
    provider: 'rekognition',
    reasons: [],
  },
});
