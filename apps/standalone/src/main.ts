import { existsSync } from 'node:fs';
import { runUntilSignal, type Settings } from '#libs/platform';
import { bootstrapKeyOf } from '../../gateway/src/keys/bootstrap-key.js';
import { firstSteps, type ShownKey } from './first-steps.js';
import { keyFileOf, startStack } from './start-stack.js';

const say = (line: string): void => {
  process.stdout.write(`  ${line}\n`);
};

await runUntilSignal(async (settings) => {
  process.stdout.write('Starting the KYC platform (all six services in this process)\n');
  const quiet = { ...settings, LOG_LEVEL: process.stdout.isTTY ? ('warn' as const) : settings.LOG_LEVEL };
  const isFirstStart = !existsSync(keyFileOf(settings));
  const stack = await startStack(quiet, say);
  process.stdout.write(firstSteps(settings.PUBLIC_URL ?? stack.url, await shownKey(settings, isFirstStart)));
  return async () => {
    process.stdout.write('Stopping\n');
    await stack.stop();
    process.stdout.write('Stopped\n');
  };
});

/** A key that was made is shown once; afterwards, and where the operator gave it, only where it can be found. */
async function shownKey(settings: Settings, isFirstStart: boolean): Promise<ShownKey> {
  if (settings.BOOTSTRAP_API_KEY)
    return { text: 'the one in BOOTSTRAP_API_KEY', inShell: '$BOOTSTRAP_API_KEY' };
  const key = await bootstrapKeyOf(settings);
  if (!key) return { text: 'none was configured', inShell: '<your API key>' };
  if (isFirstStart) return { text: `${key.value} (shown once; kept in ${key.path})`, inShell: key.value };
  return { text: `kept in ${key.path}`, inShell: `$(cat '${key.path}')` };
}
