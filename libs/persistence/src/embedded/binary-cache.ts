import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

const staleAfterMs = 3_600_000;
const workPrefix = '.fetching-';

/**
 * The user's cache folder for what the platform fetches by itself: `$XDG_CACHE_HOME/kyc-platform`, or
 * `~/.cache/kyc-platform` (XDG Base Directory Specification 0.8).
 */
export function defaultCacheDir(environment: Readonly<Record<string, string | undefined>>): string {
  const base = environment['XDG_CACHE_HOME'];
  return join(base?.startsWith('/') ? base : join(homedir(), '.cache'), 'kyc-platform');
}

/** The SHA-256 of a file in lower-case hexadecimal. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/**
 * Finds a cached program. A cached file carries its own SHA-256 in its name (`mongod-<sha256>`), so a damaged one is
 * recognised, removed and reported through `log`.
 */
export async function findCached(
  cacheDir: string,
  program: string,
  log: (line: string) => void,
): Promise<string | undefined> {
  const names = await readdir(cacheDir).catch(() => []);
  for (const name of names.sort()) {
    const expected = new RegExp(`^${program}-([0-9a-f]{64})$`).exec(name)?.[1];
    if (expected === undefined) continue;
    const path = join(cacheDir, name);
    const found = await sha256OfFile(path).catch(() => undefined);
    if (found === expected) return path;
    log(`the cached ${program} in ${cacheDir} is damaged and is fetched again`);
    await rm(path, { force: true }).catch(() => undefined);
  }
  return undefined;
}

/**
 * Moves a program into the cache under its checksum and returns its path there. A rename inside one folder is atomic,
 * so several processes may do this at the same time and none ever sees half a file.
 *
 * @param source a file inside a folder made by `cacheWorkFolder` of the same cache.
 */
export async function addToCache(cacheDir: string, program: string, source: string): Promise<string> {
  const target = join(cacheDir, `${program}-${await sha256OfFile(source)}`);
  await chmod(source, 0o755);
  await rename(source, target);
  return target;
}

/** Runs `work` with a new folder inside the cache and removes that folder afterwards. */
export async function withCacheWorkFolder<T>(
  cacheDir: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  await mkdir(cacheDir, { recursive: true });
  await removeLeftovers(cacheDir);
  const folder = await mkdtemp(join(cacheDir, `${workPrefix}${randomBytes(3).toString('hex')}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function removeLeftovers(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith(workPrefix)) continue;
    const path = join(cacheDir, name);
    const age = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now());
    if (age > staleAfterMs) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
