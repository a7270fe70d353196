import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addToCache, defaultCacheDir, findCached, withCacheWorkFolder } from './binary-cache.js';

describe('the cache of fetched programs', () => {
  let cache: string;
  let said: string[];
  const log = (line: string): void => void said.push(line);

  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'binary-cache-'));
    said = [];
  });
  afterEach(async () => rm(cache, { recursive: true }));

  async function add(content: string): Promise<string> {
    return withCacheWorkFolder(cache, async (folder) => {
      const source = join(folder, 'fetched');
      await writeFile(source, content);
      return addToCache(cache, 'program', source);
    });
  }

  it('finds nothing in a folder that does not exist', async () => {
    expect(await findCached(join(cache, 'none'), 'program', log)).toBeUndefined();
  });

  it('removes a program whose bytes have changed and says so', async () => {
    const path = await add('the program');
    await writeFile(path, 'the pr0gram');
    expect(await findCached(cache, 'program', log)).toBeUndefined();
    expect(await readdir(cache)).toEqual([]);
    expect(said).toHaveLength(1);
  });

  it('leaves nothing behind when fetching fails', async () => {
    const failing = withCacheWorkFolder(cache, async (folder) => {
      await writeFile(join(folder, 'half'), 'hal');
      throw new Error('the line was cut');
    });
    await expect(failing).rejects.toThrow('the line was cut');
    expect(await readdir(cache)).toEqual([]);
  });

  it('keeps one whole program when several fetch it at the same time', async () => {
    const paths = await Promise.all([add('the program'), add('the program'), add('the program')]);
    expect(new Set(paths).size).toBe(1);
    expect(await findCached(cache, 'program', log)).toBe(paths[0]);
    expect(await readdir(cache)).toHaveLength(1);
  });

  it.each([
    ['the folder that XDG_CACHE_HOME names', '/var/cache', '/var/cache/kyc-platform'],
    ['the home folder when XDG_CACHE_HOME is relative', 'cache', join(homedir(), '.cache/kyc-platform')],
    ['the home folder when XDG_CACHE_HOME is not set', undefined, join(homedir(), '.cache/kyc-platform')],
  ])('is in %s', (_where, value, expected) => {
    expect(defaultCacheDir({ XDG_CACHE_HOME: value })).toBe(expected);
  });
});
