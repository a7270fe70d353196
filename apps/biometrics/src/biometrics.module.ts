import { Module } from '@nestjs/common';
import { EraseSessionConsumer } from './erasure/erase-session.consumer.js';
import { CompareFaces } from './face-matches/compare-faces.js';
import { FaceMatchConsumer } from './face-matches/face-match.consumer.js';
import { FaceMatchRepository } from './face-matches/face-match.repository.js';
import { FaceMatchWorker } from './face-matches/face-match.worker.js';
import { Faces } from './faces.provider.js';
import { InternalController } from './internal.controller.js';
import { LivenessController } from './liveness.controller.js';
import { AssessSessionSelfie } from './selfies/assess-session-selfie.js';
import { SelfieRepository } from './selfies/selfie.repository.js';
import { SessionImages } from './session-images.js';

@Module({
  controllers: [InternalController, LivenessController],
  providers: [
    Faces,
    SessionImages,
    SelfieRepository,
    AssessSessionSelfie,
    FaceMatchRepository,
    CompareFaces,
    FaceMatchWorker,
    FaceMatchConsumer,
    EraseSessionConsumer,
  ],
})
export class BiometricsModule {}
