import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../e2e/stack/embedded-stack.js';

export interface SuiteOutcome {
  passed: number;
  failed: number;
}

/** Runs Jest with one of the configurations in `test/` and returns what it counted. Its output passes through. */
export async function runJest(
  config: string,
  env: Readonly<Record<string, string>>,
  reportFile: string,
  limitMs: number,
): Promise<SuiteOutcome> {
  const jest = join(projectRoot, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = ['--experimental-vm-modules', jest, '-c', join(projectRoot, 'test', config)];
  const child = spawn(process.execPath, [...args, '--json', `--outputFile=${reportFile}`], {
    cwd: projectRoot,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  });
  const late = setTimeout(() => child.kill('SIGKILL'), limitMs);
  await new Promise<void>((resolve, reject) => child.once('exit', () => resolve()).once('error', reject));
  clearTimeout(late);
  const report = JSON.parse(await readFile(reportFile, 'utf8')) as Record<string, number>;
  const { numPassedTests = 0, numFailedTests = 0, numRuntimeErrorTestSuites = 0 } = report;
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
}
