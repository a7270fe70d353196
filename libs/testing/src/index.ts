export { testData, testDataDir } from './test-data.js';
