import { runUntilSignal } from '#libs/platform';
import { bootstrapKeyOf } from '../../gateway/src/keys/bootstrap-key.js';
import { firstSteps } from './first-steps.js';
import { startStack } from './start-stack.js';

const say = (line: string): void => {
  process.stdout.write(`  ${line}\n`);
};

await runUntilSignal(async (settings) => {
  process.stdout.write('Starting the KYC platform (all six services in this process)\n');
  const quiet = { ...settings, LOG_LEVEL: process.stdout.isTTY ? ('warn' as const) : settings.LOG_LEVEL };
  const stack = await startStack(quiet, say);
  const apiKey = (await bootstrapKeyOf(settings))?.value;
  process.stdout.write(firstSteps(settings.PUBLIC_URL ?? stack.url, apiKey ?? '<your API key>'));
  return async () => {
    process.stdout.write('Stopping\n');
    await stack.stop();
    process.stdout.write('Stopped\n');
  };
});
