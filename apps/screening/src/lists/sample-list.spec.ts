import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { readWatchlist } from './read-watchlist.js';

const sample = join(fileURLToPath(new URL('.', import.meta.url)), '../../lists/sample');

it('the sample list of the repository is complete and says that it is a sample', async () => {
  const list = await readWatchlist(sample);
  expect(list).toMatchObject({ id: 'sample', asOf: '2024-05-03T00:00:00.000Z' });
  expect(list.source).toContain('not for production');
  expect(list.entities).toHaveLength(23);
  expect(new Set(list.entities.map(({ type }) => type))).toEqual(
    new Set(['individual', 'company', 'vessel']),
  );
  expect(list.entities.some(({ wallets }) => wallets.length > 0)).toBe(true);
  expect(list.entities.every(({ countries }) => countries.every((code) => /^[A-Z]{2}$/.test(code)))).toBe(
    true,
  );
});
