import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockDataFolder, lockName } from './data-lock.js';
import { startMark } from './process-identity.js';

describe('the lock of a data folder', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'data-lock-'));
  });
  afterEach(async () => rm(folder, { recursive: true }));

  it('is refused while this process holds it', async () => {
    const lock = await lockDataFolder(folder);
    await expect(lockDataFolder(folder)).rejects.toMatchObject({
      fault: 'in_use',
      message: expect.stringContaining('this process'),
    });
    await lock.release();
  });

  it('is refused while another process holds it, and names that process', async () => {
    const other = process.ppid;
    await writeFile(join(folder, lockName), JSON.stringify({ pid: other, mark: await startMark(other) }));
    await expect(lockDataFolder(folder)).rejects.toMatchObject({
      fault: 'in_use',
      message: expect.stringContaining(`pid ${other}`),
    });
  });

  it.each([
    ['of a process that is gone', JSON.stringify({ pid: 2 ** 22 + 7, mark: '1' })],
    [
      'of an earlier process with the number of one that runs now',
      JSON.stringify({ pid: process.pid, mark: '1' }),
    ],
    ['that was cut off by a crash', '{"pid":'],
    ['that is empty', ''],
  ])('takes over a lock %s', async (_whose, content) => {
    await writeFile(join(folder, lockName), content);
    const lock = await lockDataFolder(folder);
    expect(JSON.parse(await readFile(join(folder, lockName), 'utf8'))).toMatchObject({ pid: process.pid });
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('goes to exactly one of several that meet the same stale lock', async () => {
    await writeFile(join(folder, lockName), JSON.stringify({ pid: 2 ** 22 + 7, mark: '1' }));
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataFolder(folder)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('leaves a lock alone that somebody else has taken in the meantime', async () => {
    const lock = await lockDataFolder(folder);
    await writeFile(join(folder, lockName), '{"pid":1}');
    await lock.release();
    expect(await readFile(join(folder, lockName), 'utf8')).toBe('{"pid":1}');
  });
});
