import { Module } from '@nestjs/common';
import { ChecksController, provideSessionChecks } from '#libs/checks';
import { FaceMatchCompleted } from '#libs/contracts';
import { Database } from '#libs/persistence';
import { LOGGER, SETTINGS } from '#libs/platform';
import { EraseSessionConsumer } from './erasure/erase-session.consumer.js';
import { FaceCountsController } from './face-counts/face-counts.controller.js';
import { FaceMatchEngine } from './face-matches/face-match-engine.js';
import { FaceMatchConsumer } from './face-matches/face-match.consumer.js';
import { Faces } from './faces.provider.js';
import { InternalController } from './internal.controller.js';
import { chooseLivenessProvider } from './liveness/choose-liveness-provider.js';
import { CreateLivenessCheck } from './liveness/create-liveness-check.js';
import { JudgeCheck } from './liveness/judge-check.js';
import { KeepImages } from './liveness/keep-images.js';
import { LIVENESS_PROVIDER } from './liveness/liveness-provider.js';
import { LivenessTurn } from './liveness/liveness-turn.js';
import { LivenessController } from './liveness/liveness.controller.js';
import { LivenessRepository } from './liveness/liveness.repository.js';
import { VerifyLivenessCheck } from './liveness/verify-liveness-check.js';
import { AssessSessionSelfie } from './selfies/assess-session-selfie.js';
import { SelfieRepository } from './selfies/selfie.repository.js';
import { SessionImages } from './session-images.js';

@Module({
  controllers: [InternalController, ChecksController, FaceCountsController, LivenessController],
  providers: [
    {
      provide: LIVENESS_PROVIDER,
      inject: [SETTINGS, Database, LOGGER],
      useFactory: chooseLivenessProvider,
    },
    ...[Faces, SessionImages],
    ...[SelfieRepository, AssessSessionSelfie],
    ...[LivenessRepository, LivenessTurn, CreateLivenessCheck, KeepImages, JudgeCheck, VerifyLivenessCheck],
    FaceMatchEngine,
    // One inference at a time; a lease is longer than the downloads and inferences of one match.
    provideSessionChecks(FaceMatchEngine, { completed: FaceMatchCompleted, parallel: 1, leaseMs: 90_000 }),
    FaceMatchConsumer,
    EraseSessionConsumer,
  ],
})
export class BiometricsModule {}
