import { base58, bech32 } from '@scure/base';
import { crc32 } from 'node:zlib';
import { attempt, type WalletAddress } from './networks.js';

const mainnet = 1;

/** Characters; BIP 173 allows 90, base addresses have 103. */
const longest = 120;

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
  const decoded = attempt(() => bech32.decode(text as `${string}1${string}`, longest));
  const bytes = decoded?.prefix === 'addr' ? attempt(() => bech32.fromWords(decoded.words)) : undefined;
  if (!bytes) return false;
  const [header = 0] = bytes;
  const [least, most] = lengths[header >> 4] ?? [Infinity, 0];
  return (header & 15) === mainnet && bytes.length >= least && bytes.length <= most;
}

/**
 * CBOR `[24(payload), crc32(payload)]`: a list of two (82), a tagged string of bytes (d8 18 58 n), a number (1a and 4
 * bytes).
 */
function isByron(text: string): boolean {
  const bytes = attempt(() => base58.decode(text));
  if (!bytes || !startsWith(bytes, [0x82, 0xd8, 0x18, 0x58])) return false;
  const [, , , , length = 0] = bytes;
  const payload = bytes.subarray(5, 5 + length);
  const sum = bytes.subarray(5 + length);
  const isRight = sum.length === 5 && sum[0] === 0x1a && Buffer.from(sum).readUInt32BE(1) === crc32(payload);
  return isRight && isOfMainnet(payload);
}

/** `[hash of 28 bytes, attributes, type]`: only addresses of test networks have the attribute 2, their network's number. */
function isOfMainnet(payload: Uint8Array): boolean {
  const [attributes, key] = payload.subarray(31);
  return (
    startsWith(payload, [0x83, 0x58, 0x1c]) && (attributes === 0xa0 || (attributes === 0xa1 && key === 1))
  );
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);
