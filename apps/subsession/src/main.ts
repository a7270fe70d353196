import { runService } from '#libs/platform';
import { subsessionService } from './service.js';

await runService(subsessionService);
