import { Module } from '@nestjs/common';
import { ChecksController, provideSessionChecks } from '#libs/checks';
import { CrossValidationCompleted } from '#libs/contracts';
import { ServiceAddresses, SETTINGS, type Settings } from '#libs/platform';
import { PersonalData, TokenHasher } from '#libs/security';
import { CrossValidationEngine } from './cross-validation/cross-validation-engine.js';
import { CrossValidationConsumer } from './cross-validation/cross-validation.consumer.js';
import { DocumentsController } from './documents/documents.controller.js';
import { DocumentsRepository } from './documents/documents.repository.js';
import { SessionLedger } from './documents/session-ledger.js';
import { StoreDocument } from './documents/store-document.js';
import { EraseFiles } from './erasure/erase-files.js';
import { EraseSession } from './erasure/erase-session.js';
import { ErasureQueue } from './erasure/erasure-queue.js';
import { DocumentReader } from './extraction/document-reader.js';
import { EndExtraction } from './extraction/end-extraction.js';
import { ExtractDocument } from './extraction/extract-document.js';
import { ExtractionController } from './extraction/extraction.controller.js';
import { ExtractionJobsRepository } from './extraction/extraction-jobs.repository.js';
import { ExtractionQueue } from './extraction/extraction-queue.js';
import { ExtractionWorker } from './extraction/extraction-worker.js';
import { ReadDocument } from './extraction/read-document.js';
import { RunExtraction } from './extraction/run-extraction.js';
import { SettleDocumentsHandler } from './extraction/settle-documents.js';
import { chooseObjectStore } from './files/choose-object-store.js';
import { OBJECT_STORE } from './files/object-store.js';
import { StorageController } from './files/storage.controller.js';
import { FileInspector } from './inspection/file-inspector.js';
import { LivenessImagesController } from './liveness-images/liveness-images.controller.js';
import { LivenessImagesRepository } from './liveness-images/liveness-images.repository.js';
import { StoreLivenessImage } from './liveness-images/store-liveness-image.js';
import { ExtractionProfilesController } from './profiles/extraction-profiles.controller.js';
import { ExtractionProfilesRepository } from './profiles/extraction-profiles.repository.js';
import { KeepProfiles } from './profiles/keep-profiles.js';
import { AdmitUpload } from './uploads/admit-upload.js';
import { ConfirmUpload } from './uploads/confirm-upload.js';
import { InitUpload } from './uploads/init-upload.js';
import { JudgeUpload } from './uploads/judge-upload.js';
import { ReceiveDocument } from './uploads/receive-document.js';
import { SweepUploads } from './uploads/sweep-uploads.js';
import { UploadsController } from './uploads/uploads.controller.js';
import { UploadsRepository } from './uploads/uploads.repository.js';
import { GatherFacts } from './validations/gather-facts.js';
import { ValidateDocument } from './validations/validate-document.js';

/** Uploads, files, documents, their extraction and cross-validation; an `AnalyzerFactory` has to be provided beside it. */
@Module({
  controllers: [
    StorageController,
    UploadsController,
    DocumentsController,
    ExtractionController,
    ExtractionProfilesController,
    ChecksController,
    LivenessImagesController,
  ],
  providers: [
    {
      provide: OBJECT_STORE,
      inject: [SETTINGS, PersonalData, TokenHasher, ServiceAddresses],
      useFactory: (
        settings: Settings,
        personalData: PersonalData,
        hasher: TokenHasher,
        addresses: ServiceAddresses,
      ) => chooseObjectStore(settings, { personalData, hasher, addresses }),
    },
    FileInspector,
    ...[SessionLedger, DocumentsRepository, StoreDocument],
    ...[
      UploadsRepository,
      AdmitUpload,
      InitUpload,
      JudgeUpload,
      ConfirmUpload,
      ReceiveDocument,
      SweepUploads,
    ],
    ...[GatherFacts, ValidateDocument],
    ...[ExtractionProfilesRepository, KeepProfiles],
    ...[ExtractionJobsRepository, ExtractionQueue, DocumentReader, ReadDocument, RunExtraction],
    ...[EndExtraction],
    ...[ExtractDocument, ExtractionWorker, SettleDocumentsHandler],
    CrossValidationEngine,
    // Checks mostly wait for the workflow service.
    provideSessionChecks(CrossValidationEngine, { completed: CrossValidationCompleted, parallel: 2 }),
    CrossValidationConsumer,
    ...[LivenessImagesRepository, StoreLivenessImage],
    ...[ErasureQueue, EraseSession, EraseFiles],
  ],
})
export class DocumentModule {}
