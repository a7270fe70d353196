import { runService } from '#libs/platform';
import { biometricsService } from './service.js';

await runService(biometricsService);
