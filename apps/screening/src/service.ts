import type { ServiceDefinition } from '#libs/platform';
import { migrations } from './migrations.js';
import { ScreeningModule } from './screening.module.js';

/** A batch holds up to 1,000 subjects of some kilobytes. */
const maxBodyBytes = 8 * 1024 * 1024;

/** Owns the watchlists, screenings asked for directly, and the sanctions check of sessions. */
export const screeningService: ServiceDefinition = {
  name: 'screening',
  module: ScreeningModule,
  migrations,
  bodyLimit: () => maxBodyBytes,
};
