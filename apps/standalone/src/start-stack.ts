import { join } from 'node:path';
import {
  createLogger,
  prepareSharedParts,
  startService,
  type RunningService,
  type Settings,
} from '#libs/platform';
import { biometricsService } from '../../biometrics/src/service.js';
import { documentService } from '../../document/src/service.js';
import { gatewayService } from '../../gateway/src/service.js';
import { screeningService } from '../../screening/src/service.js';
import { subsessionService } from '../../subsession/src/service.js';
import { workflowService } from '../../workflow/src/service.js';

export interface Stack {
  /** Where the public API answers. */
  url: string;
  /** The folder of the public events, one NDJSON file per topic. */
  eventsDir: string;
  stop: () => Promise<void>;
}

/** The file that keeps a bootstrap key that was made. */
export const keyFileOf = (settings: Settings): string => join(settings.DATA_DIR, 'keys', 'api-key');

/** Those that answer questions come before those that ask, the gateway last, so that its first call finds all. */
const services = [
  workflowService,
  documentService,
  biometricsService,
  screeningService,
  subsessionService,
  gatewayService,
];

/**
 * Starts all six services in this process, with whatever is not configured embedded. What was already started is
 * stopped again when a later part fails.
 *
 * @param say told of each thing that takes a while
 */
export async function startStack(settings: Settings, say: (line: string) => void): Promise<Stack> {
  const logger = createLogger('standalone', settings.LOG_LEVEL);
  const shared = await prepareSharedParts(settings, logger, say);
  const running: RunningService[] = [];
  const stop = async (): Promise<void> => {
    for (const service of running.reverse()) await service.stop();
    await shared.close();
  };
  try {
    for (const definition of services) {
      say(`starting ${definition.name}`);
      running.push(await startService(definition, shared));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: shared.addresses.get('gateway'), eventsDir: join(settings.DATA_DIR, 'events'), stop };
}
