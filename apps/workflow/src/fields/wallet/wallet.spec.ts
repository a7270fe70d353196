import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testData } from '#libs/testing';
import { detectNetwork, readWallet } from './detect-network.js';
import { toNetwork } from './networks.js';

/** From the standards' own examples where they have some, else from block explorers' documentation. */
const addresses: [address: string, network: string, kept?: string][] = [
  ['1BoatSLRHtKNngkdXEeobR76b53LETtpyT', 'bitcoin'],
  ['3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy', 'bitcoin'],
  ['BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'bitcoin', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
  ['bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0', 'bitcoin'],
  ['ltc1qg42tkwuuxefutzxezdkdel39gfstuap288mfea', 'litecoin'],
  ['0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed', 'ethereum', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
  ['0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED', 'ethereum', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
  ['0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359', 'ethereum'],
  [
    'bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a',
    'bitcoin_cash',
    'bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a',
  ],
  [
    'QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A',
    'bitcoin_cash',
    'bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a',
  ],
  ['rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh', 'ripple'],
  ['TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'tron'],
  ['DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L', 'dogecoin'],
  ['TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA', 'solana'],
  [
    'addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x',
    'cardano',
  ],
  ['addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8', 'cardano'],
  ['Ae2tdPwUPEZFRbyhz3cpfC2CumGzNkFBN2L42rcUc2yjQpEkxDbkPodpMAi', 'cardano'],
  [
    '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A',
    'monero',
  ],
];

describe('a wallet address', () => {
  it.each([
    [''],
    ['0x'],
    ['0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
    ['5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'],
    ['0X5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED'],
    ['bc1QW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
    ['tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx'],
    ['mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn'],
    ['bchtest:qpm2qsznhks23z7629mms6s4cwef74vcwvqcw003ap'],
    ['addr_test1vz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzerspjrlsz'],
    ['stake1uyehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gh6ffgw'],
    [
      '37btjrVyb4KDXBNC4haBVPCrro8AQPHwvCMp3RFhhSVWwfFmZ6wwzSK6JK1hY6wHNmtrpTf1kdbva8TCneM2YsiXT7mrzT21EacHnPpz5YyUdj64na',
    ],
    // BIP 350: version 1 in bech32, version 0 in bech32m, a program that is too short.
    ['bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4'],
    ['bc1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd'],
    ['bc1pw5dgrnzv'],
    ['z'.repeat(10_000)],
  ])('is not %j', (text) => {
    expect(readWallet(text)).toBeUndefined();
  });

  it.each(addresses)('%s is one of %s', (address, network, kept = address) => {
    expect(readWallet(` ${address}\n`)).toEqual({ network, address: kept });
    expect(readWallet(kept)).toEqual({ network, address: kept });
  });

  it.each(addresses.filter(([, network]) => network !== 'solana').map(([address]) => [address]))(
    '%s with one character changed is none',
    (address) => {
      const at = address.length - 7;
      for (const other of ['2', '3', 'a', 'b', 'q', 'z', 'K']) {
        if (address[at]?.toLowerCase() === other.toLowerCase()) continue;
        const mutant = address.slice(0, at) + other + address.slice(at + 1);
        // In one case alone an EVM address has no checksum.
        if (/^0x([^A-F]+|[^a-f]+)$/.test(mutant)) continue;
        expect(readWallet(mutant)).toBeUndefined();
      }
    },
  );

  it('that several networks share is that of the likeliest of those asked for', () => {
    const evm = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
    const script = '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy';
    expect(detectNetwork(evm)).toBe('ethereum');
    expect(detectNetwork(evm, ['avalanche', 'Polygon'])).toBe('polygon');
    expect(detectNetwork(evm, ['btc'])).toBeUndefined();
    expect(detectNetwork(script)).toBe('bitcoin');
    expect(detectNetwork(script, ['BCH', 'LTC'])).toBe('litecoin');
    expect(detectNetwork(script, ['bitcoin-cash'])).toBe('bitcoin_cash');
  });

  it('knows networks by name and by ticker, in any case, and no others', () => {
    expect(['BTC', 'Bitcoin Cash', 'xrp', 'tron'].map(toNetwork)).toEqual([
      'bitcoin',
      'bitcoin_cash',
      'ripple',
      'tron',
    ]);
    expect(['constructor', '__proto__', 'lunar', ''].map(toNetwork)).toEqual(Array(4).fill(undefined));
  });
});

const ofac = testData('crypto/ofac_0xB10C_2024-09-27');
const ransomware = testData('crypto/ransomwhere.targets.simple.csv');
const onlyIf = (path: string | undefined) => (path ? it : it.skip);

describe('addresses that were really used', () => {
  const expected: Record<string, string[]> = {
    // One of its own is a Tron address, although the list calls it XBT.
    XBT: ['bitcoin', 'tron'],
    ETH: ['ethereum'],
    LTC: ['litecoin'],
    BCH: ['bitcoin_cash', 'bitcoin'],
    DASH: ['dash'],
    ZEC: ['zcash'],
    TRX: ['tron'],
    XRP: ['ripple'],
    USDT: ['ethereum', 'tron', 'bitcoin'],
    USDC: ['ethereum'],
    ARB: ['ethereum'],
    BSC: ['ethereum'],
    ETC: ['ethereum'],
  };

  onlyIf(ofac)('by OFAC (skipped without TEST_DATA_DIR) are all valid and of their network', () => {
    const wrong = readdirSync(ofac ?? '').flatMap((file) => {
      const currency = /addresses_(\w+)\.txt/.exec(file)?.[1] ?? '';
      const lines = readFileSync(join(ofac ?? '', file), 'utf8')
        .split('\n')
        .filter(Boolean);
      return lines
        .filter((line) => expected[currency] && !expected[currency].includes(detectNetwork(line) ?? 'none'))
        .map((line) => `${currency} ${line} ${detectNetwork(line)}`);
    });
    expect(wrong).toEqual([]);
  });

  onlyIf(ransomware)('by ransomware (skipped without TEST_DATA_DIR) are all valid and Bitcoin', () => {
    const rows = readFileSync(ransomware ?? '', 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    const found = rows.map((row) => detectNetwork(row.split('","')[2] ?? ''));
    expect(found.length).toBeGreaterThan(10_000);
    expect(found.filter((network) => network !== 'bitcoin')).toEqual([]);
  });
});
