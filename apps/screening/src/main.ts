import { runService } from '#libs/platform';
import { screeningService } from './service.js';

await runService(screeningService);
