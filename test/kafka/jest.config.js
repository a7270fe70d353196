import { resolve } from 'node:path';
import { basics } from '../setup/jest-basics.js';

/** Specs that need a real broker: `KAFKA_BROKERS` and `TEST_MONGODB_URI` say where things are. */
export default {
  ...basics,
  rootDir: resolve(import.meta.dirname, '../..'),
  roots: ['<rootDir>/libs'],
  testMatch: ['**/*.kafka-spec.ts'],
  testTimeout: 120_000,
  maxWorkers: 1,
};
