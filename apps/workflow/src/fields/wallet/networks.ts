import { keccak_256 } from '@noble/hashes/sha3.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base58, base58xrp, bech32, bech32m, createBase58check } from '@scure/base';

/** An address of a network, in the one spelling that is kept. */
export interface WalletAddress {
  network: Network;
  address: string;
}

export const networks = [
  'bitcoin',
  'ethereum',
  'tron',
  'litecoin',
  'dogecoin',
  'ripple',
  'cardano',
  'solana',
] as const;
export type Network = (typeof networks)[number];

const base58check = createBase58check(sha256);

/** Version bytes of base58check addresses (each chain's `chainparams`). Litecoin's old P2SH shares Bitcoin's byte. */
const versions: readonly [version: number, network: Network][] = [
  [0x00, 'bitcoin'],
  [0x05, 'bitcoin'],
  [0x30, 'litecoin'],
  [0x32, 'litecoin'],
  [0x05, 'litecoin'],
  [0x1e, 'dogecoin'],
  [0x16, 'dogecoin'],
  [0x41, 'tron'],
];

/** Human-readable parts of segregated witness addresses (BIP 173). */
const witnessPrefixes: Readonly<Record<string, Network>> = { bc: 'bitcoin', ltc: 'litecoin' };

/**
 * Every network that the text is a valid address of, its checksum verified where the network has one; the likeliest
 * first. Addresses of Ethereum stand for all chains that share its format. A Solana address has no checksum: it is any
 * 32 bytes in base58, so it comes last.
 */
export function networksOf(text: string): WalletAddress[] {
  if (text.length > 128) return [];
  return [
    ...ethereum(text),
    ...witness(text),
    ...base58Versions(text),
    ...ripple(text),
    ...cardano(text),
    ...solana(text),
  ];
}

/** EIP-55: the case of the letters is a checksum; an address in one case alone has none and is given one. */
function ethereum(text: string): WalletAddress[] {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) return [];
  const digits = text.slice(2).toLowerCase();
  const hash = keccak_256(new TextEncoder().encode(digits));
  const nibble = (i: number): number => ((hash[i >> 1] ?? 0) >> (i % 2 === 0 ? 4 : 0)) & 15;
  const checked = `0x${[...digits].map((c, i) => (nibble(i) >= 8 ? c.toUpperCase() : c)).join('')}`;
  const isOneCase = digits === text.slice(2) || digits.toUpperCase() === text.slice(2);
  return isOneCase || checked === text ? [{ network: 'ethereum', address: checked }] : [];
}

/** BIP 173 for witness version 0, BIP 350 (bech32m) for the later ones. */
function witness(text: string): WalletAddress[] {
  for (const encoding of [bech32, bech32m]) {
    const decoded = attempt(() => encoding.decode(text as `${string}1${string}`, 90));
    const network = decoded && witnessPrefixes[decoded.prefix];
    if (!network) continue;
    const [version = 99, ...program] = decoded.words;
    const bytes = attempt(() => encoding.fromWords(program));
    const isRight = version === 0 ? encoding === bech32 : version <= 16 && encoding === bech32m;
    const lengths = version === 0 ? [20, 32] : version === 1 ? [32] : undefined;
    if (!isRight || !bytes || (lengths && !lengths.includes(bytes.length))) continue;
    return [{ network, address: text.toLowerCase() }];
  }
  return [];
}

function base58Versions(text: string): WalletAddress[] {
  const bytes = attempt(() => base58check.decode(text));
  if (bytes?.length !== 21) return [];
  return versions
    .filter(([version]) => version === bytes[0])
    .map(([, network]) => ({ network, address: text }));
}

/** Classic XRP Ledger addresses: base58check in their own alphabet, version 0. */
function ripple(text: string): WalletAddress[] {
  const bytes = attempt(() => base58xrp.decode(text));
  if (bytes?.length !== 25 || bytes[0] !== 0) return [];
  const sum = sha256(sha256(bytes.subarray(0, 21)));
  return bytes.subarray(21).every((byte, i) => byte === sum[i]) ? [{ network: 'ripple', address: text }] : [];
}

/** Shelley addresses (CIP 19). */
function cardano(text: string): WalletAddress[] {
  const decoded = attempt(() => bech32.decode(text as `${string}1${string}`, 128));
  return decoded?.prefix === 'addr' ? [{ network: 'cardano', address: text.toLowerCase() }] : [];
}

function solana(text: string): WalletAddress[] {
  const bytes = attempt(() => base58.decode(text));
  return bytes?.length === 32 ? [{ network: 'solana', address: text }] : [];
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
