import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type DataFolder } from './data-folder.js';
import { readSince, rotateLog, sizeOf, summariseLog } from './mongod-log.js';
import { commandLine, endProcess, isAlive } from './process-identity.js';

/** One running `mongod` of ours. */
export interface MongodProcess {
  readonly pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** What it said last since this start. */
  lastWords(): Promise<string>;
  /** Shuts it down cleanly; kills it when that takes longer than 30 s. */
  stop(): Promise<void>;
}

/** The name of the replica set; the address that clients use carries it. */
export const replicaSetName = 'kyc';

const graceMs = 30_000;
const adoptedGraceMs = 20_000;

/**
 * Starts `mongod` on the loopback interface only, with a small cache and a quiet log file. It runs in a process group
 * of its own, so that Ctrl-C reaches the platform alone, which drains its work and then stops the database.
 *
 * @throws Error when the program cannot be started at all.
 */
export async function spawnMongod(command: string, folder: DataFolder, port: number): Promise<MongodProcess> {
  await rotateLog(folder.logPath);
  const logOffset = await sizeOf(folder.logPath);
  const output = openSync(folder.outputPath, 'w', 0o600);
  const child = spawn(command, mongodArguments(folder, port), {
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.unref();
  const endWithUs = (): void => void child.kill('SIGTERM');
  process.once('exit', endWithUs);
  void ended.then(() => process.removeListener('exit', endWithUs));
  return {
    pid: child.pid ?? 0,
    ended,
    lastWords: async () =>
      summariseLog((await readSince(folder.outputPath, 0)) + (await readSince(folder.logPath, logOffset))),
    stop: () => stopChild(child, ended),
  };
}

/**
 * Ends a `mongod` that an earlier, killed process of ours left on this folder. It is found by the number that `mongod`
 * keeps in its own lock file and ended only when its command line names this very folder.
 *
 * @returns the number of the process that was ended, undefined when there was none.
 */
export async function stopOrphan(folder: DataFolder): Promise<number | undefined> {
  const text = await readFile(join(folder.dbPath, 'mongod.lock'), 'utf8').catch(() => '');
  const pid = Number(text.trim());
  if (!Number.isSafeInteger(pid) || pid <= 1 || !(await isAlive(pid))) return undefined;
  const started = ` ${(await commandLine(pid)) ?? ''} `;
  if (!started.includes(` --dbpath ${folder.dbPath} `) || !started.includes('mongod')) return undefined;
  return (await endProcess(pid, adoptedGraceMs)) ? pid : undefined;
}

function mongodArguments({ dbPath, logPath }: DataFolder, port: number): string[] {
  const options = [
    ['--dbpath', dbPath],
    ['--logpath', logPath, '--logappend', '--quiet'],
    ['--bind_ip', '127.0.0.1', '--port', String(port)],
    ['--replSet', replicaSetName, '--oplogSize', '128'],
    ['--wiredTigerCacheSizeGB', '0.25'],
    // Without these a clean end of a primary waits 15 s for clients to notice, and metrics fill the folder.
    ['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
    ['--setParameter', 'diagnosticDataCollectionEnabled=false'],
  ].flat();
  return process.platform === 'win32' ? options : [...options, '--nounixsocket'];
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.ref();
  child.kill('SIGTERM');
  const timer = new AbortController();
  const late = await Promise.race([
    ended.then(() => false),
    delay(graceMs, true, { signal: timer.signal }).catch(() => false),
  ]);
  timer.abort();
  if (late) child.kill('SIGKILL');
  await ended;
}
