import { spawn } from 'node:child_process';

/** What became of a command. `output` is the end of standard output and standard error together, as text. */
export interface CommandOutcome {
  /** True when the command ended by itself with status 0. */
  ok: boolean;
  /** True when there is no such command on this machine. */
  missing: boolean;
  timedOut: boolean;
  exitCode: number | null;
  output: string;
}

const keptCharacters = 16_000;

/**
 * Runs a command without a shell and waits for its end, at most `timeoutMs`; then it is killed. Never rejects: a
 * command that does not exist is an outcome like any other.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: { timeoutMs: number; cwd?: string; env?: NodeJS.ProcessEnv },
): Promise<CommandOutcome> {
  return new Promise((resolve) => {
    let output = '';
    let timedOut = false;
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const finish = (exitCode: number | null, missing: boolean): void => {
      clearTimeout(timer);
      resolve({ ok: exitCode === 0 && !timedOut, missing, timedOut, exitCode, output: output.trim() });
    };
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
      // A grandchild may hold the pipes open for as long as it likes.
      child.stdout.destroy();
      child.stderr.destroy();
    }, options.timeoutMs);
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-keptCharacters);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error: NodeJS.ErrnoException) => {
      output += error.message;
      finish(null, error.code === 'ENOENT');
    });
    child.once('close', (exitCode) => finish(exitCode, false));
  });
}

/** The last lines of a command's output on one line, short enough for an error message. */
export function lastWords(outcome: CommandOutcome, lines = 2): string {
  if (outcome.timedOut) return 'did not end in time';
  const text = outcome.output.split('\n').filter((line) => line.trim() !== '');
  return text.slice(-lines).join(' | ').slice(0, 400) || `ended with status ${outcome.exitCode}`;
}
