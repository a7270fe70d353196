import { readFile, rename, rm, writeFile } from 'node:fs/promises';
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

const heldHere = new Set<string>();

/**
 * Takes the data folder for this process. The lock of a process that no longer exists is taken over.
 *
 * The race it hides: two starts that meet the same stale lock. Whoever moves it away checks what it moved, so the
 * fresh lock of the quicker one is put back. `mongod` holds a lock of its own on the files underneath.
 *
 * @throws EmbeddedMongoStartError `in_use`, with the number of the process that holds the folder.
 */
export async function lockDataFolder(folder: string): Promise<DataLock> {
  const file = join(folder, lockName);
  const mine = JSON.stringify({ pid: process.pid, mark: await startMark(process.pid) });
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (await createExclusively(file, mine)) {
      heldHere.add(file);
      return { release: () => release(file, mine) };
    }
    const found = await readFile(file, 'utf8').catch(() => undefined);
    if (found === undefined) continue;
    const owner = parseOwner(found);
    // Between creation and first write a lock is empty for a moment.
    if (!owner && attempt < 10) await delay(50);
    else if (owner && (await holds(owner, file))) throw inUse(folder, owner.pid);
    else await removeStale(file, found);
  }
  throw new EmbeddedMongoStartError(
    'in_use',
    `The data folder ${folder} is being taken by several processes at once.`,
  );
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

async function removeStale(file: string, expected: string): Promise<void> {
  const aside = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  const moved = await readFile(aside, 'utf8').catch(() => expected);
  if (moved !== expected) await createExclusively(file, moved);
  await rm(aside, { force: true });
}

async function release(file: string, mine: string): Promise<void> {
  heldHere.delete(file);
  const found = await readFile(file, 'utf8').catch(() => undefined);
  if (found === mine) await rm(file, { force: true });
}

function parseOwner(text: string): Owner | undefined {
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
