import { resolve } from 'node:path';
import { basics } from '../setup/jest-basics.js';

/**
 * The end-to-end suite: black box, over HTTP only, against the embedded stack (started from `dist`, so build first) or
 * against one that `E2E_STACK` describes.
 */
export const endToEnd = {
  ...basics,
  displayName: 'end-to-end',
  rootDir: resolve(import.meta.dirname, '../..'),
  roots: ['<rootDir>/test/e2e'],
  testMatch: ['**/*.e2e-spec.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/e2e/stack/time-limit.js'],
  globalSetup: '<rootDir>/test/e2e/stack/global-setup.js',
  globalTeardown: '<rootDir>/test/e2e/stack/global-teardown.js',
};
