import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  defaultCacheDir,
  EmbeddedMongoStartError,
  startEmbeddedMongo,
  type EmbeddedMongo,
} from '#libs/persistence';
import { MissingTool } from './missing-tool.js';

/** Where tests keep the programs and jars they had to fetch: `KYC_CACHE_DIR`, otherwise the user's cache folder. */
export function testCacheDir(): string {
  return process.env['KYC_CACHE_DIR'] ?? defaultCacheDir(process.env);
}

/** The `mongod` that `MONGOD_BINARY` names, and the reason why the shared one could not be started, if there is one. */
export function mongodFacts(): { binary?: string; missing?: string } {
  const { MONGOD_BINARY: binary, TEST_MONGODB_MISSING: missing } = process.env;
  return { ...(binary ? { binary } : {}), ...(missing ? { missing } : {}) };
}

/**
 * Starts a `mongod` of its own for one test suite; its data is gone after `stop`. Most suites want `sharedMongoUri`
 * and a database name of their own instead: that costs nothing.
 *
 * @throws MissingTool when there is no `mongod` and none can be fetched.
 */
export async function startMongo(log: (line: string) => void = () => undefined): Promise<EmbeddedMongo> {
  const { binary } = mongodFacts();
  try {
    return await startEmbeddedMongo({
      dataDir: join(tmpdir(), 'kyc-test-mongo'),
      cacheDir: testCacheDir(),
      ephemeral: true,
      ...(binary ? { mongodBinary: binary } : {}),
      log,
    });
  } catch (error) {
    if (error instanceof EmbeddedMongoStartError && error.fault === 'binary_missing') {
      throw new MissingTool('mongod', error.message, { cause: error });
    }
    throw error;
  }
}

/**
 * The address of the replica set that the whole test run shares (started by `test/setup`, or given as
 * `TEST_MONGODB_URI`). Every suite takes a database name of its own and drops it at its end.
 *
 * @throws MissingTool with the reason why there is none.
 */
export function sharedMongoUri(): string {
  const uri = process.env['TEST_MONGODB_URI'];
  if (uri) return uri;
  throw new MissingTool('mongod', mongodFacts().missing ?? 'TEST_MONGODB_URI is not set');
}
