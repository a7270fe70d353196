import { endToEnd } from './test/e2e/jest.project.js';
import { basics } from './test/setup/jest-basics.js';

/** Unit, contract and integration specs, which share one `mongod`. */
const specs = {
  ...basics,
  displayName: 'specs',
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  setupFiles: ['<rootDir>/test/setup/property-seed.js'],
  globalSetup: '<rootDir>/test/setup/global-setup.js',
  globalTeardown: '<rootDir>/test/setup/global-teardown.js',
};

/** `npm test`: everything that needs no broker. `npx jest --selectProjects specs <path>` runs a part of it. */
export default {
  projects: [specs, endToEnd],
  testTimeout: 120_000,
  // In one process every module of every spec stays in memory, and the last ones wait for the collector.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', '<rootDir>/test/setup/summary-reporter.js'],
};
