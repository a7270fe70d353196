import type { ServiceDefinition } from '#libs/platform';
import { BiometricsModule } from './biometrics.module.js';
import { migrations } from './migrations.js';

/** Owns selfies, liveness checks, face matches and, later, the face index. */
export const biometricsService: ServiceDefinition = {
  name: 'biometrics',
  module: BiometricsModule,
  migrations,
};
