import { base58, bech32 } from '@scure/base';
import { crc32 } from 'node:zlib';
import { attempt, type WalletAddress } from './networks.js';

const mainnet = 1;

/** Bytes of payment addresses by their type, the high half of the first byte; pointers vary in length (CIP 19). */
const lengths: readonly [least: number, most: number][] = [
  [57, 57],
  [57, 57],
  [57, 57],
  [57, 57],
  [32, 60],
  [32, 60],
  [29, 29],
  [29, 29],
];

/** Payment addresses of Cardano's main network: Shelley's in bech32, Byron's in base58. */
export function cardanoAddresses(text: string): WalletAddress[] {
  if (isShelley(text)) return [{ network: 'cardano', address: text.toLowerCase() }];
  return isByron(text) ? [{ network: 'cardano', address: text }] : [];
}

function isShelley(text: string): boolean {
  const decoded = attempt(() => bech32.decodeToBytes(text));
  if (decoded?.prefix !== 'addr') return false;
  const [header = 0] = decoded.bytes;
  const [least, most] = lengths[header >> 4] ?? [Infinity, 0];
  return (header & 15) === mainnet && decoded.bytes.length >= least && decoded.bytes.length <= most;
}

/** CBOR `[24(bytes), crc32(bytes)]`: a list of two (82), a tagged text of bytes (d8 18 58 n), a number (1a and 4 bytes). */
function isByron(text: string): boolean {
  const bytes = attempt(() => base58.decode(text));
  if (!bytes || ![0x82, 0xd8, 0x18, 0x58].every((byte, i) => bytes[i] === byte)) return false;
  const [, , , , length = 0] = bytes;
  const payload = bytes.subarray(5, 5 + length);
  const sum = bytes.subarray(5 + length);
  return sum.length === 5 && sum[0] === 0x1a && Buffer.from(sum).readUInt32BE(1) === crc32(payload);
}
