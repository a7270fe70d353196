import { runService } from '#libs/platform';
import { documentService } from './service.js';

await runService(documentService);
