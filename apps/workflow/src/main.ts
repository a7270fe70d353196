import { runService } from '#libs/platform';
import { workflowService } from './service.js';

await runService(workflowService);
