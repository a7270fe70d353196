import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** A program of the product that the harness started; what it prints goes to a file. */
export interface StartedProcess {
  readonly pid: number;
  readonly logPath: string;
  isRunning(): boolean;
  printed(): Promise<string>;
  /** Asks it to end, as a supervisor does. Resolves with its exit code; null when it had to be killed. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

const graceMs = 40_000;

// Its standard input closes when the test process ends, however it ends; then the program ends too.
const guard = `
process.stdin.resume().on('end', () => {
  try { process.kill(Number(process.argv[1]), 'SIGTERM'); } catch {}
  process.exit(0);
});`;

/**
 * Starts a built entry point of the product with only the given settings: nothing of the caller's own configuration
 * leaks into it.
 */
export async function startNode(
  entry: string,
  settings: Readonly<Record<string, string>>,
  logPath: string,
): Promise<StartedProcess> {
  const output = openSync(logPath, 'a', 0o600);
  const child = spawn(process.execPath, [entry], {
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...inherited(), ...settings },
  });
  closeSync(output);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const guardian = watchOver(child);
  void ended.then(() => guardian.kill('SIGKILL'));
  child.unref();
  return {
    pid: child.pid ?? 0,
    logPath,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    printed: () => readFile(logPath, 'utf8'),
    stop: () => end(child, ended),
    kill: async () => {
      child.ref();
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'MONGOD_BINARY', 'XDG_CACHE_HOME'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function watchOver(child: ChildProcess): ChildProcess {
  const guardian = spawn(process.execPath, ['-e', guard, String(child.pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guardian.unref();
  // A pipe keeps the event loop alive unless it is told not to; its type does not know.
  (guardian.stdin as { unref?: () => void } | null)?.unref?.();
  return guardian;
}

async function end(child: ChildProcess, ended: Promise<number | null>): Promise<number | null> {
  child.ref();
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), graceMs);
  try {
    return await ended;
  } finally {
    clearTimeout(late);
  }
}
