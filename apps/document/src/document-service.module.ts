import { Global, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '#libs/platform';
import { DocumentModule } from './document.module.js';
import { ANALYZER_FACTORY, type AnalyzerFactory } from './extraction/document-reader.js';
import { createLocalDocumentAnalyzer } from './reading/index.js';

/** Chooses the reader of documents that the settings name. */
@Global()
@Module({
  providers: [
    {
      provide: ANALYZER_FACTORY,
      inject: [SETTINGS],
      useFactory:
        (settings: Settings): AnalyzerFactory =>
        () =>
          createLocalDocumentAnalyzer({ threads: settings.MODEL_THREADS }),
    },
  ],
  exports: [ANALYZER_FACTORY],
})
class AnalyzerModule {}

/** The document service as it runs. */
@Module({ imports: [AnalyzerModule, DocumentModule] })
export class DocumentServiceModule {}
