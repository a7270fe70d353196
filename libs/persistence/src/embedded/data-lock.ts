import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedMongoStartError } from './embedded-mongo-start-error.js';
import { isAlive, startMark } from './process-identity.js';

interface Owner {
  pid: number;
  /** See `startMark`: a number may be given to another process after a crash or a restart of the container. */
  mark?: string;
}

/** The right to use one data folder; `release` gives it back and may be called more than once. */
export interface DataLock {
  release(): Promise<void>;
}

/** The name of the lock file inside a data folder. */
export const lockName = 'embedded.lock';

const waitMs = 10_000;
const unreadableForMs = 500;

const heldHere = new Set<string>();

/**
 * Takes the data folder for this process. The lock of a process that no longer exists is taken over.
 *
 * The race it hides: several starts that meet the same stale lock. It is replaced in one step and by one of them at a
 * time, after another look. `mongod` holds a lock of its own on the files underneath.
 *
 * @throws EmbeddedMongoStartError `in_use`, with the number of the process that holds the folder.
 */
export async function lockDataFolder(folder: string): Promise<DataLock> {
  const file = join(folder, lockName);
  const mine = JSON.stringify({ pid: process.pid, mark: await startMark(process.pid), nonce: randomUUID() });
  const deadline = Date.now() + waitMs;
  while (Date.now() < deadline) {
    if ((await createExclusively(file, mine)) || (await takeOver(file, mine))) {
      heldHere.add(file);
      return { release: () => release(file, mine) };
    }
    const owner = parseOwner(await readText(file));
    if (owner && (await holds(owner, file))) throw inUse(folder, owner.pid);
    await delay(20);
  }
  throw new EmbeddedMongoStartError(
    'in_use',
    `The data folder ${folder} is being taken by several processes at once. Start again.`,
  );
}

/** Replaces a lock whose owner is gone. False when there is no such lock, or when another process is at it. */
async function takeOver(file: string, mine: string): Promise<boolean> {
  const guard = `${file}.takeover`;
  if (!(await isStale(file))) return false;
  if (!(await createExclusively(guard, mine))) {
    await removeWhenOld(guard);
    return false;
  }
  try {
    if (!(await isStale(file))) return false;
    const fresh = `${file}.new`;
    await writeFile(fresh, mine, { mode: 0o600 });
    await rename(fresh, file);
    return true;
  } finally {
    await rm(guard, { force: true });
  }
}

async function isStale(file: string): Promise<boolean> {
  const text = await readText(file);
  if (text === undefined) return false;
  const owner = parseOwner(text);
  // Between its creation and its first write a lock is empty for a moment.
  return owner ? !(await holds(owner, file)) : (await ageMs(file)) > unreadableForMs;
}

/** Taking over is a matter of milliseconds: a guard this old is what a crash in their midst left behind. */
async function removeWhenOld(guard: string): Promise<void> {
  if ((await ageMs(guard)) > waitMs / 2) await rm(guard, { force: true });
}

async function ageMs(file: string): Promise<number> {
  const modified = (await stat(file).catch(() => undefined))?.mtimeMs;
  return modified === undefined ? 0 : Date.now() - modified;
}

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

async function createExclusively(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function holds(owner: Owner, file: string): Promise<boolean> {
  if (owner.pid === process.pid && owner.mark === undefined) return heldHere.has(file);
  return (await isAlive(owner.pid)) && (await startMark(owner.pid)) === owner.mark;
}

async function release(file: string, mine: string): Promise<void> {
  heldHere.delete(file);
  if ((await readText(file)) === mine) await rm(file, { force: true });
}

function parseOwner(text: string | undefined): Owner | undefined {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Partial<Owner> | null;
    if (typeof value?.pid !== 'number' || !Number.isSafeInteger(value.pid) || value.pid <= 0)
      return undefined;
    return { pid: value.pid, mark: typeof value.mark === 'string' ? value.mark : undefined };
  } catch {
    return undefined;
  }
}

function inUse(folder: string, pid: number): EmbeddedMongoStartError {
  const who = pid === process.pid ? 'this process already' : `another process (pid ${pid})`;
  return new EmbeddedMongoStartError(
    'in_use',
    `The data folder ${folder} is in use by ${who}. Stop it first, or choose another DATA_DIR.`,
  );
}
