import { endToEnd } from './jest.project.js';

/** The end-to-end suite alone. */
export default {
  projects: [endToEnd],
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/../setup/summary-reporter.js'],
};
