/**
 * The end-to-end suite: black box, over HTTP only, against the embedded stack (started from `dist`, so build first) or
 * against one that `E2E_STACK` describes.
 */
export default {
  rootDir: '../..',
  roots: ['<rootDir>/test/e2e'],
  testMatch: ['**/*.e2e-spec.ts'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['kyc-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
  transformIgnorePatterns: ['/node_modules/'],
  maxWorkers: 2,
  testTimeout: 120_000,
  globalSetup: '<rootDir>/test/e2e/stack/global-setup.js',
  globalTeardown: '<rootDir>/test/e2e/stack/global-teardown.js',
  reporters: ['default', '<rootDir>/test/setup/summary-reporter.js'],
};
