import { StartError } from '#libs/problems';
import { ConfigurationError, settingsFromEnvironment, type Settings } from '../config/settings.js';
import { createLogger } from '../logging/logger.js';
import { isDistributed, prepareSharedParts } from './shared-parts.js';
import { startService, type ServiceDefinition } from './start-service.js';

/** A clean stop that takes longer than this is cut off, so that a supervisor never has to. */
const shutdownLimitMs = 30_000;

/** The whole life of a process that runs one service: start, serve, stop on SIGTERM or SIGINT with exit code 0. */
export async function runService(definition: ServiceDefinition): Promise<void> {
  await runUntilSignal(async (settings) => {
    if (!isDistributed(settings))
      throw new ConfigurationError([
        'KAFKA_BROKERS must be set to run one service alone; `npm start` runs all of them in one process',
      ]);
    const logger = createLogger(definition.name, settings.LOG_LEVEL);
    const shared = await prepareSharedParts(settings, logger, (line) => logger.info(line));
    try {
      const service = await startService(definition, shared);
      return async () => {
        await service.stop();
        await shared.close();
      };
    } catch (error) {
      await shared.close();
      throw error;
    }
  });
}

/** Runs `start`, then waits for a signal and runs what it returned. A failed start is one message and exit code 1. */
export async function runUntilSignal(
  start: (settings: Settings) => Promise<() => Promise<void>>,
): Promise<void> {
  let stop: () => Promise<void>;
  const signalled = nextSignal();
  try {
    stop = await start(settingsFromEnvironment());
  } catch (error) {
    process.stderr.write(`${explainStartFailure(error)}\n`);
    process.exit(1);
  }
  await signalled;
  const limit = setTimeout(() => {
    process.stderr.write('The clean stop took too long and was cut off.\n');
    process.exit(1);
  }, shutdownLimitMs);
  limit.unref();
  await stop();
  process.exit(0);
}

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}

/** One clear sentence for the failures a person can mend; anything else keeps its stack. */
export function explainStartFailure(error: unknown): string {
  if (error instanceof StartError) return error.message;
  const { code, port, path } = error as { code?: string; port?: number; path?: string };
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Stop what listens there or set PORT (0 picks a free one).`;
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return `Cannot write to ${path ?? 'the data folder'}. Set DATA_DIR to a folder this user may write to.`;
  if (code === 'ENOSPC') return 'The disk is full. Free some space or set DATA_DIR to another disk.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
