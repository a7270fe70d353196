import type { ServiceDefinition } from '#libs/platform';
import { DocumentServiceModule } from './document-service.module.js';
import { migrations } from './migrations.js';
import { maxBodyBytes } from './uploads/upload-limits.js';

/** The document service: uploads, files, documents and what is read from them. */
export const documentService: ServiceDefinition = {
  name: 'document',
  module: DocumentServiceModule,
  migrations,
  bodyLimit: ({ settings }) => maxBodyBytes(settings),
};
