import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** A server program that tests started. */
export interface GuardedProcess {
  readonly pid: number;
  /** True until the process has ended. */
  isRunning(): boolean;
  /** The end of what it printed, for the message of a failed start. */
  lastWords(): Promise<string>;
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  crash(): Promise<void>;
}

const graceMs = 20_000;
const pollMs = 50;

// Its standard input closes when the test process ends, even by kill -9: then nobody needs the server any more.
const guard = `
process.stdin.resume().on('end', () => {
  try { process.kill(Number(process.argv[1]), 'SIGKILL'); } catch {}
  require('node:fs').rmSync(process.argv[2], { recursive: true, force: true, maxRetries: 5 });
});`;

/**
 * Starts a server whose output goes to `logPath`. When the test process dies without stopping it, the server is killed
 * and `folder`, which holds its data, is removed.
 */
export async function startGuarded(
  command: string,
  args: readonly string[],
  { logPath, folder }: { logPath: string; folder: string },
): Promise<GuardedProcess> {
  const output = openSync(logPath, 'a');
  const child = spawn(command, args, { detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.unref();
  const guardian = watchOver(child, folder);
  void ended.then(() => guardian.kill('SIGKILL'));
  return {
    pid: child.pid ?? 0,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    lastWords: async () => (await readFile(logPath, 'utf8').catch(() => '')).slice(-2_000),
    stop: () => end(child, ended, 'SIGTERM'),
    crash: () => end(child, ended, 'SIGKILL'),
  };
}

/**
 * Waits until `isReady` answers true; a failing look counts as "not yet".
 *
 * @throws Error with the server's last words when it ends or is not ready within `timeoutMs`.
 */
export async function waitUntilReady(
  name: string,
  server: GuardedProcess,
  isReady: () => Promise<boolean>,
  timeoutMs: number,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let lastError: unknown;
  while (server.isRunning() && Date.now() < deadline) {
    try {
      if (await isReady()) return;
    } catch (error) {
      lastError = error;
    }
    await delay(pollMs);
  }
  const what = server.isRunning() ? `was not ready after ${timeoutMs / 1_000} s` : 'ended at its start';
  throw new Error(`${name} ${what}: ${await server.lastWords()}`, { cause: lastError });
}

function watchOver(child: ChildProcess, folder: string): ChildProcess {
  const guardian = spawn(process.execPath, ['-e', guard, String(child.pid), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guardian.unref();
  // A pipe keeps the event loop alive unless it is told not to; its type does not know.
  (guardian.stdin as { unref?: () => void } | null)?.unref?.();
  return guardian;
}

async function end(child: ChildProcess, ended: Promise<void>, signal: NodeJS.Signals): Promise<void> {
  child.ref();
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(late);
}
