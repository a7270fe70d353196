import { constants, existsSync } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lockName } from './data-lock.js';
import { EmbeddedMongoStartError, reasonOf } from './embedded-mongo-start-error.js';

/** What is remembered between two starts on one data folder. */
export interface Remembered {
  port: number;
  /** The `mongod` that wrote the files last, for example `6.0.5`. */
  version: string;
}

/** The files of one embedded MongoDB. */
export interface DataFolder {
  root: string;
  dbPath: string;
  logPath: string;
  /** What `mongod` prints before its log is open, for example a refused option. */
  outputPath: string;
}

/** mongod needs room for its journal and the oplog's first writes; with less it dies in the middle of a start. */
const leastFreeBytes = 256 * 1024 * 1024;
const runPrefix = 'run-';

/**
 * Makes the folder and checks that it can be written.
 *
 * @throws EmbeddedMongoStartError `unwritable`, with the folder and the reason.
 */
export async function prepareDataFolder(root: string): Promise<DataFolder> {
  const folder = {
    root,
    dbPath: join(root, 'db'),
    logPath: join(root, 'mongod.log'),
    outputPath: join(root, 'mongod.out'),
  };
  try {
    await mkdir(folder.dbPath, { recursive: true, mode: 0o700 });
    const probe = join(root, `.probe-${process.pid}`);
    await writeFile(probe, 'x'.repeat(4_096));
    await rm(probe, { force: true });
  } catch (error) {
    throw unwritable(root, await underlying(root, error));
  }
  const { bavail, bsize } = await statfs(root);
  if (bavail * bsize < leastFreeBytes) {
    throw new EmbeddedMongoStartError(
      'unwritable',
      `The disk of the data folder ${root} is almost full: ${Math.floor((bavail * bsize) / 1_048_576)} MB are free, ` +
        `MongoDB needs at least ${leastFreeBytes / 1_048_576} MB.`,
    );
  }
  return folder;
}

/** A new empty folder inside `parent` for an instance that keeps nothing. */
export async function newRunFolder(parent: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    return await mkdtemp(join(parent, runPrefix));
  } catch (error) {
    throw unwritable(parent, error);
  }
}

/**
 * The folders of earlier instances that kept nothing; those of processes that were killed are still there. A folder
 * that is just being set up has no lock yet and is left alone.
 */
export async function runFolders(parent: string): Promise<string[]> {
  const names = await readdir(parent).catch(() => []);
  return names
    .filter((name) => name.startsWith(runPrefix))
    .map((name) => join(parent, name))
    .filter((root) => existsSync(join(root, lockName)));
}

/** Undefined for a new folder and for one whose notes cannot be read: `mongod` itself knows everything that matters. */
export async function recall(folder: DataFolder): Promise<Remembered | undefined> {
  try {
    const notes = JSON.parse(
      await readFile(join(folder.root, 'embedded.json'), 'utf8'),
    ) as Partial<Remembered>;
    const { port, version } = notes;
    if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
    return { port, version: typeof version === 'string' ? version : 'unknown' };
  } catch {
    return undefined;
  }
}

export async function remember(folder: DataFolder, notes: Remembered): Promise<void> {
  const file = join(folder.root, 'embedded.json');
  try {
    await writeFile(`${file}.new`, `${JSON.stringify(notes)}\n`);
    await rename(`${file}.new`, file);
  } catch (error) {
    throw unwritable(folder.root, error);
  }
}

/** A recursive `mkdir` on a read-only disk reports `ENOENT`; the nearest folder that exists knows the real reason. */
async function underlying(root: string, error: unknown): Promise<unknown> {
  if (reasonOf(error) !== 'ENOENT') return error;
  let nearest = root;
  while (!existsSync(nearest) && nearest !== dirname(nearest)) nearest = dirname(nearest);
  return access(nearest, constants.W_OK).then(
    () => error,
    (cause: unknown) => cause,
  );
}

function unwritable(folder: string, cause: unknown): EmbeddedMongoStartError {
  const message = `The data folder ${folder} cannot be written (${reasonOf(cause)}). Free space, mount it writable, or choose another DATA_DIR.`;
  return new EmbeddedMongoStartError('unwritable', message, { cause });
}
