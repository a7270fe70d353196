import { describe, expect, it } from '@jest/globals';
import type { CaseWallet } from '#libs/contracts';
import { LoadedLists } from '../catalogue/loaded-lists.js';
import type { Watchlist } from '../lists/index.js';
import { checkWallets } from './check-wallets.js';

const listed = '0x098B716B8Aaf21512996dC57EB0615e2383E2f96';
const clean = '0x52908400098527886E0F7030069857D2E4169EE7';

const list = (id: string, wallets: string[]): Watchlist => ({
  id,
  source: id,
  version: '1',
  asOf: '2026-01-01T00:00:00.000Z',
  entities: [
    {
      sourceId: `${id}-1`,
      type: 'individual',
      names: [{ value: 'Gregor Vantolski', kind: 'primary' }],
      dobs: [],
      countries: [],
      identifiers: [],
      wallets,
      topics: ['sanction'],
      programmes: [],
    },
  ],
});
const lists = new LoadedLists([list('house', [listed]), list('other', [])], new Date(0));
const wallet = (address: string, rest: Partial<CaseWallet> = {}): CaseWallet => ({
  address,
  network: 'ethereum',
  source: 'form:money/wallet',
  ...rest,
});
const resultOf = (wallets: CaseWallet[], wanted?: string[]) => checkWallets(lists, wallets, wanted).result;

describe('the wallets of a session', () => {
  it.each([
    ['as the list spells it', listed],
    ['in lower case', listed.toLowerCase()],
    ['with spaces around it', ` ${listed} `],
  ])('fail when one is listed, %s', (_, address) =>
    expect(resultOf([wallet(clean), wallet(address)])).toEqual({
      status: 'completed',
      outcome: 'fail',
      reasons: ['wallet_match'],
    }),
  );

  it('need a review when a list that is wanted is not loaded, and fail all the same on a match', () => {
    expect(resultOf([wallet(clean)], ['house', 'moon'])).toMatchObject({
      outcome: 'review',
      reasons: ['list_not_loaded'],
    });
    expect(resultOf([wallet(listed)], ['house', 'moon'])).toMatchObject({
      outcome: 'fail',
      reasons: ['wallet_match', 'list_not_loaded'],
    });
  });

  it('are looked for on the wanted lists only, and on all when none is named', () => {
    expect(resultOf([wallet(listed)], ['other'])).toMatchObject({ outcome: 'pass', reasons: [] });
    expect(resultOf([wallet(listed)], [])).toMatchObject({ outcome: 'fail' });
    const { lists: searched } = checkWallets(lists, [wallet(clean)], ['other']).evidence;
    expect(searched).toEqual([{ id: 'other', version: '1', as_of: '2026-01-01T00:00:00.000Z', entries: 1 }]);
  });

  it('pass when there is none, and say so', () => {
    expect(resultOf([])).toEqual({ status: 'completed', outcome: 'pass', reasons: ['no_wallet'] });
    expect(resultOf([], ['moon'])).toMatchObject({ outcome: 'pass', reasons: ['no_wallet'] });
  });

  it('are named in the evidence by where they stand, each with its matches', () => {
    const wallets = [wallet(clean), wallet(listed, { source: 'form:ubos/wallet', entity_role: 'ubo' })];
    const { evidence } = checkWallets(lists, wallets);
    expect(evidence.wallets).toEqual([
      { source: 'form:money/wallet', network: 'ethereum', matches: [] },
      {
        source: 'form:ubos/wallet',
        network: 'ethereum',
        entity_role: 'ubo',
        matches: [expect.objectContaining({ source_id: 'house-1', score: 1, strength: 'strong' })],
      },
    ]);
    expect(evidence.limits).toEqual([
      'Looks addresses up on the loaded lists; does not analyse transactions.',
    ]);
  });
});
