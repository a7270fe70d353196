import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { base58, base58xmr, base58xrp, createBase58check } from '@scure/base';
import { attempt, type Network, type WalletAddress } from './networks.js';

const base58check = createBase58check(sha256);

/**
 * Version bytes of base58check addresses, each followed by a hash of 20 bytes (every chain's `chainparams.cpp`; Tron's
 * developer documentation). Bitcoin Cash kept Bitcoin's, and Litecoin's first P2SH byte was Bitcoin's.
 */
const versions: readonly [version: readonly number[], network: Network][] = [
  [[0x00], 'bitcoin'],
  [[0x05], 'bitcoin'],
  [[0x30], 'litecoin'],
  [[0x32], 'litecoin'],
  [[0x05], 'litecoin'],
  [[0x1e], 'dogecoin'],
  [[0x16], 'dogecoin'],
  [[0x4c], 'dash'],
  [[0x10], 'dash'],
  [[0x1c, 0xb8], 'zcash'],
  [[0x1c, 0xbd], 'zcash'],
  [[0x41], 'tron'],
  [[0x00], 'bitcoin_cash'],
  [[0x05], 'bitcoin_cash'],
];

/** Addresses in base58check, the likeliest network first. */
export function base58Addresses(text: string): WalletAddress[] {
  const bytes = attempt(() => base58check.decode(text));
  if (!bytes) return [];
  return versions
    .filter(([version]) => bytes.length === version.length + 20 && startsWith(bytes, version))
    .map(([, network]) => ({ network, address: text }));
}

/** Classic XRP Ledger addresses: base58check in an alphabet of their own, version 0. */
export function rippleAddresses(text: string): WalletAddress[] {
  const bytes = attempt(() => base58xrp.decode(text));
  if (bytes?.length !== 25 || bytes[0] !== 0) return [];
  const sum = sha256(sha256(bytes.subarray(0, 21)));
  return endsWith(bytes, sum.subarray(0, 4)) ? [{ network: 'ripple', address: text }] : [];
}

/** Standard addresses, subaddresses and integrated addresses (version byte; bytes in all, with the checksum). */
const moneroKinds: readonly [version: number, length: number][] = [
  [18, 69],
  [42, 69],
  [19, 77],
];

export function moneroAddresses(text: string): WalletAddress[] {
  const bytes = attempt(() => base58xmr.decode(text));
  if (!bytes || !moneroKinds.some(([version, length]) => bytes[0] === version && bytes.length === length))
    return [];
  const sum = keccak_256(bytes.subarray(0, -4));
  return endsWith(bytes, sum.subarray(0, 4)) ? [{ network: 'monero', address: text }] : [];
}

/** A public key in base58, without version or checksum: a slip of the keyboard cannot be seen. */
export function solanaAddresses(text: string): WalletAddress[] {
  const bytes = attempt(() => base58.decode(text));
  return bytes?.length === 32 ? [{ network: 'solana', address: text }] : [];
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

const endsWith = (bytes: Uint8Array, end: Uint8Array): boolean =>
  end.every((byte, i) => bytes[bytes.length - end.length + i] === byte);
