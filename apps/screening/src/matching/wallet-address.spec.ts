import { describe, expect, it } from '@jest/globals';
import { walletKey } from './wallet-address.js';

describe('spellings of a blockchain address', () => {
  it.each([
    ['base58', '12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h', '12qtD5BFwRsdNsAZY76UVE1xyCGNTojH9h'],
    [
      'mixed-case bech32',
      'bc1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4',
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    ],
    ['a shortened EVM address', '0xABCDEF', '0xabcdef'],
  ])('differ when the letter case differs for %s', (_kind, a, b) =>
    expect(walletKey(a)).not.toBe(walletKey(b)),
  );

  it.each([
    ['EVM', '0x098B716B8Aaf21512996dC57EB0615e2383E2f96', '0x098b716b8aaf21512996dc57eb0615e2383e2f96'],
    ['bech32', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
    [
      'Bitcoin Cash',
      'bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a',
      'QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A',
    ],
    ['surrounded', ' 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h\n', '12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h'],
  ])('are one for %s', (_kind, a, b) => expect(walletKey(a)).toBe(walletKey(b)));
});
