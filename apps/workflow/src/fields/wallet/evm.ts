import { keccak_256 } from '@noble/hashes/sha3.js';
import { evmNetworks, type WalletAddress } from './networks.js';

/** EIP-55: the case of the letters is a checksum; an address in one case alone has none and is given one. */
export function evmAddresses(text: string): WalletAddress[] {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) return [];
  const given = text.slice(2);
  const digits = given.toLowerCase();
  const hash = keccak_256(new TextEncoder().encode(digits));
  const nibble = (i: number): number => ((hash[i >> 1] ?? 0) >> (i % 2 === 0 ? 4 : 0)) & 15;
  const address = `0x${[...digits].map((c, i) => (nibble(i) >= 8 ? c.toUpperCase() : c)).join('')}`;
  const isOneCase = given === digits || given === digits.toUpperCase();
  return isOneCase || address === text ? evmNetworks.map((network) => ({ network, address })) : [];
}
