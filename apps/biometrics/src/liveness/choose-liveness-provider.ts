import type { Logger, Settings } from '#libs/platform';
import type { Database } from '#libs/persistence';
import type { LivenessProvider } from './liveness-provider.js';
import { RekognitionLiveness } from './rekognition-liveness.js';
import { SandboxLiveness } from './sandbox-liveness.js';

/** The provider that the settings name. The local one is not built: the sandbox stands in, and the log says so. */
export function chooseLivenessProvider(
  settings: Settings,
  database: Database,
  logger: Logger,
): LivenessProvider {
  const { LIVENESS_PROVIDER, AWS_REGION: region, REKOGNITION_ENDPOINT: endpoint } = settings;
  if (LIVENESS_PROVIDER === 'rekognition') return new RekognitionLiveness({ region, endpoint }, logger);
  const cause = LIVENESS_PROVIDER === 'local' ? 'LIVENESS_PROVIDER=local is not built yet: ' : '';
  logger.warn(
    `${cause}liveness results come from the sandbox. They are made up, marked as \`sandbox\` and prove nothing.`,
  );
  return new SandboxLiveness(database);
}
