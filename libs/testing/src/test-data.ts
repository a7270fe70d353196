import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The folder of real lists, documents and faces that tests and benchmarks may read. It is never part of the project:
 * `TEST_DATA_DIR` names it, and what needs it says that it skips where it is missing.
 */
export const testDataDir = resolve(process.env['TEST_DATA_DIR'] ?? '../shared/data');

/** The absolute path of one test data file or folder, or undefined when this machine does not have it. */
export function testData(path: string): string | undefined {
  const full = resolve(testDataDir, path);
  return existsSync(full) ? full : undefined;
}
