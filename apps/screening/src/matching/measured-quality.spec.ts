import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { testData } from '#libs/testing';
import { readWatchlist, type Watchlist } from '../lists/index.js';
import { ScreeningIndex } from './screening-index.js';
import { type Subject } from './subject.js';

interface LabelledQuery {
  readonly set: string;
  readonly type: string;
  readonly query: string;
  readonly gold: string;
}

const jsonLines = <T>(path: string): T[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

const types: Readonly<Record<string, Subject['type']>> = { person: 'individual', organization: 'company' };

/** Every so many rows: the whole sets take minutes, and the floors leave room for the sampling. */
const step = 12;

describe('the quality of matching on real lists', () => {
  const folder = testData('lists/ofac/watchman_2021');
  const queries = testData('derived/queries_dev_ofac2021.jsonl');
  const labelled = folder !== undefined && queries !== undefined;
  (labelled ? it : it.skip)(
    'finds the labelled entries (needs lists/ofac/watchman_2021 and derived/queries_dev_ofac2021.jsonl)',
    async () => {
      const index = new ScreeningIndex([await readWatchlist(folder ?? '')]);
      const sets = new Map<string, { asked: number; found: number }>();
      for (const { set, type, query, gold } of jsonLines<LabelledQuery>(queries ?? '').filter(
        (_, at) => at % step === 0,
      )) {
        const matches = index.search({ type: types[type] ?? 'any', name: query }, { limit: 50 });
        const { asked, found } = sets.get(set) ?? { asked: 0, found: 0 };
        const hit = matches.some(({ sourceId }) => sourceId === gold) ? 1 : 0;
        sets.set(set, { asked: asked + 1, found: found + hit });
      }
      const recall = (set: string) => (sets.get(set)?.found ?? 0) / (sets.get(set)?.asked ?? 1);
      expect(recall('exact_any_name')).toBe(1);
      expect(recall('org_exact')).toBe(1);
      expect(recall('reorder')).toBeGreaterThan(0.94);
      expect(recall('typo1')).toBeGreaterThan(0.93);
      expect(recall('no_spaces')).toBeGreaterThan(0.9);
      expect(recall('org_typo1')).toBeGreaterThan(0.9);
      expect(recall('drop_middle')).toBeGreaterThan(0.8);
    },
  );

  const sdn = testData('lists/ofac/sdn_2024-05-03.csv');
  const negatives = testData('labelled/yente/negatives_global.csv');
  (sdn && negatives ? it : it.skip)(
    'leaves people alone who are on no list (needs lists/ofac/sdn_2024-05-03.csv and labelled/yente/negatives_global.csv)',
    async () => {
      const index = new ScreeningIndex([await readWatchlist(sdn ?? '')]);
      const rows: string[][] = parse(readFileSync(negatives ?? ''), { to_line: 251, from_line: 2 });
      const hits = rows.map(([name]) => index.search({ type: 'individual', name: name ?? '' }));
      const alarmed = hits.filter(({ length }) => length > 0).length;
      const strongly = hits.filter(([best]) => best?.strength === 'strong').length;
      expect(alarmed / rows.length).toBeLessThan(0.03);
      expect(strongly / rows.length).toBeLessThan(0.01);
    },
  );

  const crypto = testData('crypto/ofac_0xB10C_2024-09-27');
  const addresses = testData('derived/queries_crypto.jsonl');
  (crypto && addresses ? it : it.skip)(
    'tells listed addresses from those that differ in a letter (needs crypto/ofac_0xB10C_2024-09-27, derived/queries_crypto.jsonl)',
    () => {
      const index = new ScreeningIndex([walletList(crypto ?? '')]);
      const wrong = jsonLines<WalletQuery>(addresses ?? '').filter(
        ({ address, sanctioned }) =>
          index.search({ type: 'any', wallets: [address] }).length > 0 !== sanctioned,
      );
      expect(wrong.map(({ qid }) => qid)).toEqual([]);
    },
  );
});

interface WalletQuery {
  readonly qid: string;
  readonly address: string;
  readonly sanctioned: boolean;
}

function walletList(folder: string): Watchlist {
  const wallets = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line.trim() !== '');
  const facts = { dobs: [], countries: [], identifiers: [], topics: ['crypto'], programmes: [] };
  const names = [{ value: 'Wallets', kind: 'primary' }] as const;
  const entities = [{ sourceId: '1', type: 'unknown', names, wallets, ...facts }] as const;
  return { id: 'wallets', source: 'wallets', version: '1', asOf: '2024-09-27T00:00:00.000Z', entities };
}
