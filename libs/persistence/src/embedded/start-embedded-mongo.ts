import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  newRunFolder,
  prepareDataFolder,
  recall,
  remember,
  runFolders,
  type DataFolder,
} from './data-folder.js';
import { lockDataFolder, type DataLock } from './data-lock.js';
import { EmbeddedMongoStartError, reasonOf } from './embedded-mongo-start-error.js';
import { findMongod, type Mongod } from './find-mongod.js';
import { freePort, isPortFree } from './free-port.js';
import { replicaSetName, spawnMongod, stopOrphan, type MongodProcess } from './mongod-process.js';
import { becomePrimary } from './replica-set.js';

export interface EmbeddedMongoOptions {
  /** Where the data is kept between starts. With `ephemeral` the folder in which each run gets one of its own. */
  dataDir: string;
  /** Where fetched programs are kept; see `defaultCacheDir`. */
  cacheDir: string;
  /** A `mongod` to use instead of looking for one. */
  mongodBinary?: string;
  log: (line: string) => void;
  /** A fixed port; by default a free one is chosen once and kept. */
  port?: number;
  /** Removes the data at `stop`, and what killed runs left behind at the next start. */
  ephemeral?: boolean;
}

/** A running one-node replica set on the loopback interface. */
export interface EmbeddedMongo {
  /** A `mongodb://` address without a database name. */
  uri: string;
  /** Stops `mongod` cleanly and gives the data folder back. May be called more than once. */
  stop(): Promise<void>;
}

/** Opening the files after a crash replays the journal, which may take a while on a slow disk. */
const startTimeoutMs = 120_000;
const portAttempts = 3;

/**
 * Starts a real `mongod` for one machine without a database server: transactions and change streams work, the data
 * survives restarts and crashes. One process may use a data folder at a time.
 *
 * @throws EmbeddedMongoStartError with one message that says what to do: nothing to run (`binary_missing`,
 *   `binary_unusable`), folder in use (`in_use`) or not writable (`unwritable`), the asked port is taken
 *   (`port_taken`), or `mongod` ended at once (`start_failed`, with its last words).
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const root = options.ephemeral ? await freshRun(options) : resolve(options.dataDir);
  const folder = await prepareDataFolder(root);
  const lock = await lockDataFolder(root);
  try {
    const binary = await findMongod(options);
    const orphan = await stopOrphan(folder);
    if (orphan !== undefined)
      options.log(`stopped a mongod (pid ${orphan}) that a killed process had left behind`);
    const { mongod, port } = await launch(binary, folder, options);
    watchForDeath(mongod, options.log);
    return {
      uri: `mongodb://127.0.0.1:${port}/?replicaSet=${replicaSetName}`,
      stop: once(() => stop(mongod, lock, folder, options.ephemeral === true)),
    };
  } catch (error) {
    await giveBack(lock, folder, options.ephemeral === true);
    throw error;
  }
}

async function freshRun(options: EmbeddedMongoOptions): Promise<string> {
  const parent = resolve(options.dataDir);
  for (const root of await runFolders(parent)) await removeIfAbandoned(root, options.log);
  return newRunFolder(parent);
}

async function removeIfAbandoned(root: string, log: (line: string) => void): Promise<void> {
  try {
    const lock = await lockDataFolder(root);
    const folder = await prepareDataFolder(root);
    await stopOrphan(folder);
    await giveBack(lock, folder, true);
    log('removed the data of an earlier run that was killed');
  } catch {
    // Another process works there, or removes it at this moment.
  }
}

async function launch(
  binary: Mongod,
  folder: DataFolder,
  options: EmbeddedMongoOptions,
): Promise<{ mongod: MongodProcess; port: number }> {
  const before = await recall(folder);
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(options.port, attempt === 1 ? before?.port : undefined);
    const mongod = await spawnMongod(binary.command, folder, port).catch((cause: unknown) => {
      throw new EmbeddedMongoStartError('start_failed', `mongod could not be started: ${reasonOf(cause)}`, {
        cause,
      });
    });
    try {
      await waitUntilPrimary(mongod, port);
      await remember(folder, { port, version: binary.version });
      return { mongod, port };
    } catch (error) {
      await mongod.stop();
      const words = await mongod.lastWords();
      const portLost = /address already in use/i.test(words);
      if (portLost && options.port === undefined && attempt < portAttempts) continue;
      throw startFailure(error, words, folder, binary, before?.version);
    }
  }
}

async function choosePort(asked: number | undefined, remembered: number | undefined): Promise<number> {
  if (asked !== undefined) {
    if (await isPortFree(asked)) return asked;
    throw new EmbeddedMongoStartError(
      'port_taken',
      `Port ${asked} of 127.0.0.1 is taken; choose another for MongoDB.`,
    );
  }
  return remembered !== undefined && (await isPortFree(remembered)) ? remembered : freePort();
}

async function waitUntilPrimary(mongod: MongodProcess, port: number): Promise<void> {
  const stopWaiting = new AbortController();
  const timer = setTimeout(
    () => stopWaiting.abort(new Error(`it was not ready after ${startTimeoutMs / 1_000} s`)),
    startTimeoutMs,
  );
  void mongod.ended.then(() => stopWaiting.abort(new Error('it ended')));
  try {
    await becomePrimary(port, stopWaiting.signal);
  } finally {
    clearTimeout(timer);
  }
}

function startFailure(
  cause: unknown,
  words: string,
  folder: DataFolder,
  binary: Mongod,
  writtenBy: string | undefined,
): EmbeddedMongoStartError {
  const otherVersion =
    writtenBy !== undefined && writtenBy !== binary.version
      ? ` The data was last written by mongod ${writtenBy}; set MONGOD_BINARY to that version.`
      : '';
  const why = cause instanceof Error ? ` (${cause.message})` : '';
  return new EmbeddedMongoStartError(
    'start_failed',
    `mongod ${binary.version} could not start on ${folder.root}${why}.${otherVersion} Its last words: ${words}. ` +
      `The whole log: ${folder.logPath}`,
    { cause },
  );
}

const expected = new WeakSet<MongodProcess>();

function watchForDeath(mongod: MongodProcess, log: (line: string) => void): void {
  void mongod.ended.then(async () => {
    if (!expected.has(mongod)) log(`mongod ended unexpectedly: ${await mongod.lastWords()}`);
  });
}

async function stop(
  mongod: MongodProcess,
  lock: DataLock,
  folder: DataFolder,
  remove: boolean,
): Promise<void> {
  expected.add(mongod);
  await mongod.stop();
  await giveBack(lock, folder, remove);
}

async function giveBack(lock: DataLock, folder: DataFolder, remove: boolean): Promise<void> {
  if (remove) await rm(folder.root, { recursive: true, force: true, maxRetries: 3 });
  await lock.release();
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
