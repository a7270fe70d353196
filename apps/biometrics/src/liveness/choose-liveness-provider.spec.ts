import { describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { createLogger, parseSettings } from '#libs/platform';
import { sharedMongoUri } from '#libs/testing';
import { chooseLivenessProvider } from './choose-liveness-provider.js';
import { RekognitionLiveness } from './rekognition-liveness.js';

/** The name of the provider that an environment brings about, and what was logged about it. */
async function choose(env: Record<string, string>): Promise<{ name: string; warnings: string[] }> {
  const database = await Database.connect(sharedMongoUri(), 'choose_liveness_provider');
  const warnings: string[] = [];
  const logger = Object.assign(createLogger('biometrics', 'silent'), {
    warn: (text: string) => void warnings.push(text),
  });
  const provider = chooseLivenessProvider(parseSettings(env), database, logger);
  if (provider instanceof RekognitionLiveness) provider.onApplicationShutdown();
  await database.close();
  return { name: provider.name, warnings };
}

describe('the liveness provider', () => {
  it('is the sandbox by default, and the log says why and what its results are worth', async () => {
    expect(await choose({})).toEqual({
      name: 'sandbox',
      warnings: [expect.stringMatching(/^LIVENESS_PROVIDER=local is not built yet.*prove nothing/)],
    });
  });

  it('is the sandbox when it is asked for, which the log says too', async () => {
    expect(await choose({ LIVENESS_PROVIDER: 'sandbox' })).toEqual({
      name: 'sandbox',
      warnings: [expect.stringMatching(/^liveness results come from the sandbox.*prove nothing/)],
    });
  });

  it('is Rekognition when it is asked for', async () => {
    expect(await choose({ LIVENESS_PROVIDER: 'rekognition' })).toEqual({ name: 'rekognition', warnings: [] });
  });
});
