import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { ConfigurationError, parseSettings, settingsAsMarkdown } from './settings.js';

describe('the settings', () => {
  it('refuse to start with a list of everything that is wrong', () => {
    const env = { PORT: '99999', LOG_LEVEL: 'loud', MONGODB_URI: 'localhost', MODEL_THREADS: 'two' };
    expect(() => parseSettings(env)).toThrow(ConfigurationError);
    try {
      parseSettings(env);
    } catch (error) {
      const { problems } = error as ConfigurationError;
      expect(problems.map((p) => p.split(' ')[0])).toEqual([
        'PORT',
        'LOG_LEVEL',
        'MONGODB_URI',
        'MODEL_THREADS',
      ]);
    }
  });

  it('never show the value of a secret that is wrong', () => {
    expect(() => parseSettings({ TOKEN_PEPPER: 'hunter2' })).toThrow(/^(?!.*hunter2)/s);
  });

  it('need nothing at all', () => {
    expect(parseSettings({})).toMatchObject({
      PORT: 3000,
      DATA_DIR: '.data',
      KAFKA_BROKERS: [],
      SCREENING_LISTS: [],
    });
  });

  it('take an empty variable for one that is not set', () => {
    expect(parseSettings({ PORT: '', MONGODB_URI: '' })).toMatchObject({
      PORT: 3000,
      MONGODB_URI: undefined,
    });
  });

  it('are documented as they are', async () => {
    const path = new URL('../../../../docs/configuration.md', import.meta.url);
    expect(await readFile(path, 'utf8')).toContain(settingsAsMarkdown());
  });
});
