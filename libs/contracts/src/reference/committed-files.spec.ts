import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../../..');

/** In a process of its own: parser, renderer and formatter are made for Node as it is. */
function generate(...args: string[]): Promise<{ status: number; complaints: string }> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ['docs/generate.js', ...args],
      { cwd: root },
      (_error, _out, complaints) => done({ status: child.exitCode ?? -1, complaints }),
    );
  });
}

describe('docs/events.md, docs/asyncapi.json and docs/events.html', () => {
  it('are valid and what the contracts say; `npm run docs` makes them so', async () => {
    expect(await generate('--check')).toEqual({ status: 0, complaints: '' });
  });
});
