import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { runCommand } from './run-command.js';

/**
 * A mark that tells a process from a later one with the same number: its start time in clock ticks since boot on Linux
 * (field 22 of `/proc/<pid>/stat`, proc(5)), undefined where there is no `/proc` or no such process.
 */
export async function startMark(pid: number): Promise<string | undefined> {
  return (await statFields(pid))?.[19];
}

/** Whether the process exists and has not ended; one that only waits to be collected by its parent has ended. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return (await statFields(pid))?.[0] !== 'Z';
}

/** The arguments a process was started with, joined by blanks; undefined when they cannot be read. */
export async function commandLine(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
    return raw?.split('\0').join(' ').trim();
  }
  const listed = await runCommand('ps', ['-o', 'command=', '-p', String(pid)], { timeoutMs: 5_000 });
  return listed.ok ? listed.output : undefined;
}

/** Asks the process to end, waits `graceMs`, then kills it. False when it is still there 5 s after that. */
export async function endProcess(pid: number, graceMs: number): Promise<boolean> {
  for (const [signal, waitMs] of [
    ['SIGTERM', graceMs],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return !(await isAlive(pid));
    }
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline) {
      if (!(await isAlive(pid))) return true;
      await delay(25);
    }
  }
  return !(await isAlive(pid));
}

/** The fields after the command name, which may itself contain blanks and brackets: [0] is the state. */
async function statFields(pid: number): Promise<string[] | undefined> {
  if (process.platform !== 'linux') return undefined;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}
