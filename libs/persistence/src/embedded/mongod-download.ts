import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { copyFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const pollMs = 250;
const wholeDownloadMs = 600_000;

// A process of its own, because the library's download cannot be cancelled.
const script = `
const { MongoBinary } = require(process.argv[1]);
MongoBinary.getPath({ downloadDir: process.argv[2], checkMD5: true }).then(
  (path) => process.stdout.write('\\n' + path),
  (error) => { process.stdout.write('\\n' + error.message); process.exitCode = 1; },
);`;

/**
 * Lets `mongodb-memory-server-core` fetch the `mongod` that fits this operating system, its checksum verified by that
 * library, and copies it to `target`.
 *
 * @param quietMs how long nothing may arrive before the download site counts as out of reach, in milliseconds.
 * @throws Error that says why there was none.
 */
export async function downloadMongod(folder: string, target: string, quietMs: number): Promise<void> {
  const library = createRequire(import.meta.url).resolve('mongodb-memory-server-core');
  const child = spawn(process.execPath, ['-e', script, library, folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  let silent = false;
  const stopWatching = killWhenQuiet(folder, quietMs, () => {
    silent = true;
    child.kill('SIGKILL');
  });
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  stopWatching();
  const lastLine = output.trim().split('\n').at(-1) ?? '';
  if (silent) throw new Error(`the download site sent nothing for ${quietMs / 1_000} s`);
  if (exitCode !== 0) throw new Error(lastLine.slice(0, 300) || 'the download failed');
  await copyFile(lastLine, target);
}

/** Calls `kill` once when the folder stops growing for `quietMs`, or when the whole download takes too long. */
function killWhenQuiet(folder: string, quietMs: number, kill: () => void): () => void {
  const started = Date.now();
  let size = 0;
  let grewAt = started;
  const timer = setInterval(() => {
    void folderSize(folder).then((now) => {
      if (now !== size) {
        size = now;
        grewAt = Date.now();
      }
      if (Date.now() - grewAt > quietMs || Date.now() - started > wholeDownloadMs) {
        clearInterval(timer);
        kill();
      }
    });
  }, pollMs);
  return () => clearInterval(timer);
}

async function folderSize(folder: string): Promise<number> {
  let total = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    total += (await stat(join(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0;
  }
  return total;
}
