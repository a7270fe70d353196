import type { WalletAddress } from './networks.js';

const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const prefix = 'bitcoincash';
const generators = [0x98f2bc8e61n, 0x79b76d99e2n, 0xf33e5fb3c4n, 0xae2eabe2a8n, 0x1e4f43e470n];

/** Types of addresses: to a key's hash and to a script's hash, without and with tokens (CHIP-2022-02 CashTokens). */
const types = [0, 1, 2, 3];

/** Bitcoin Cash's own format (CashAddr specification), which may leave its prefix out; kept with it. */
export function cashAddresses(text: string): WalletAddress[] {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return [];
  const payload = lower.startsWith(`${prefix}:`) ? lower.slice(prefix.length + 1) : lower;
  if (!/^[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{42}$/.test(payload)) return [];
  const words = [...payload].map((letter) => alphabet.indexOf(letter));
  const checked = [...[...prefix].map((letter) => letter.charCodeAt(0) & 31), 0, ...words];
  // The first byte says the type and the length of the hash, of which 0 means the usual 20 bytes.
  const version = ((words[0] ?? 0) << 3) | ((words[1] ?? 0) >> 2);
  if (polymod(checked) !== 0n || (version & 7) !== 0 || !types.includes(version >> 3)) return [];
  return [{ network: 'bitcoin_cash', address: `${prefix}:${payload}` }];
}

function polymod(words: readonly number[]): bigint {
  let sum = 1n;
  for (const word of words) {
    const top = sum >> 35n;
    sum = ((sum & 0x07ffffffffn) << 5n) ^ BigInt(word);
    for (const [i, generator] of generators.entries()) if ((top >> BigInt(i)) & 1n) sum ^= generator;
  }
  return sum ^ 1n;
}
