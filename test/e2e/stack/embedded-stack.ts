import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newApiKey } from '#libs/security';
import { testCacheDir } from '#libs/testing';
import { startNode, type StartedProcess } from './child-process.js';
import type { StackFacts } from './stack-facts.js';
import { waitUntil } from './wait-until.js';

export interface RunningStack {
  facts: StackFacts;
  stop: () => Promise<void>;
}

const folderOfThis = fileURLToPath(new URL('.', import.meta.url));
export const projectRoot = resolve(folderOfThis, '../../..');
export const fictionalWatchlist = resolve(folderOfThis, '../fixtures/watchlist');

/** The first start on a machine may have to fetch a `mongod`. */
const startLimitMs = 180_000;

/** Starts the built standalone in a folder of its own and returns once it takes calls. */
export async function startEmbeddedStack(): Promise<RunningStack> {
  const folder = await mkdtemp(join(tmpdir(), 'kyc-e2e-'));
  const dataDir = join(folder, 'data');
  const apiKey = newApiKey('test');
  const entry = join(projectRoot, 'dist/apps/standalone/src/main.js');
  const settings = {
    PORT: '0',
    DATA_DIR: dataDir,
    CACHE_DIR: testCacheDir(),
    LOG_LEVEL: 'debug',
    BOOTSTRAP_API_KEY: apiKey,
    SCREENING_LISTS: fictionalWatchlist,
  };
  const child = await startNode(entry, settings, join(folder, 'standalone.log'));
  try {
    const baseUrl = await waitUntil('the start of the stack', () => baseUrlOf(child), startLimitMs);
    const facts: StackFacts = {
      mode: 'embedded',
      baseUrl,
      apiKey,
      mongoUri: await embeddedMongoUri(dataDir),
      eventsFile: join(dataDir, 'events', 'kyc.session.decided.v1.ndjson'),
      logFiles: [child.logPath],
      dataDir,
    };
    return { facts, stop: () => stopAndClear(child, folder) };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

async function baseUrlOf(child: StartedProcess): Promise<string | undefined> {
  const printed = await child.printed();
  if (!child.isRunning()) throw new Error(`the stack ended at its start:\n${printed.slice(-2_000)}`);
  return /Base URL +(http:\S+)/.exec(printed)?.[1];
}

async function embeddedMongoUri(dataDir: string): Promise<string> {
  const notes = await readFile(join(dataDir, 'mongo', 'embedded.json'), 'utf8');
  const { port } = JSON.parse(notes) as { port: number };
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}

async function stopAndClear(child: StartedProcess, folder: string): Promise<void> {
  const code = await child.stop();
  if (code !== 0) {
    throw new Error(
      `the stack ended with ${code ?? 'a kill'} instead of 0:\n${(await child.printed()).slice(-2_000)}`,
    );
  }
  // Kept for whoever has to find out why a test failed.
  if (!process.env['E2E_KEEP']) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
