/** How TypeScript runs under Jest; shared by the specs and the end-to-end suite. */
export const basics = {
  testEnvironment: '<rootDir>/test/setup/native-arrays-environment.js',
  testEnvironmentOptions: { customExportConditions: ['kyc-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Its ESM build imports JSON without an attribute, which Jest warns about on every load.
    '^libphonenumber-js/max$': '<rootDir>/node_modules/libphonenumber-js/max/index.cjs',
  },
  transform: { '^.+\\.ts$': '@swc/jest' },
  transformIgnorePatterns: ['/node_modules/'],
};
