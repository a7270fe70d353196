import { bech32, bech32m } from '@scure/base';
import { attempt, type Network, type WalletAddress } from './networks.js';

type Bech32Text = `${string}1${string}`;

/** Human-readable parts of segregated witness addresses (BIP 173; Litecoin's `chainparams.cpp`). */
const witnessPrefixes: ReadonlyMap<string, Network> = new Map([
  ['bc', 'bitcoin'],
  ['ltc', 'litecoin'],
]);

/** BIP 173 for witness version 0, BIP 350 (bech32m) for the later ones, taproot being version 1. */
export function witnessAddresses(text: string): WalletAddress[] {
  return [bech32, bech32m].flatMap((encoding) => {
    const decoded = attempt(() => encoding.decode(text as Bech32Text, 90));
    const network = decoded && witnessPrefixes.get(decoded.prefix);
    if (!network) return [];
    const [version = 0, ...words] = decoded.words;
    const program = attempt(() => encoding.fromWords(words));
    const isRight =
      program && hasLength(version, program.length) && (version === 0) === (encoding === bech32);
    return isRight ? [{ network, address: text.toLowerCase() }] : [];
  });
}

/** Lengths of witness programs, bytes: BIP 141, and BIP 341 for taproot. */
function hasLength(version: number, length: number): boolean {
  if (version === 0) return length === 20 || length === 32;
  if (version === 1) return length === 32;
  return version <= 16 && length >= 2 && length <= 40;
}

/** Shielded Sapling addresses of Zcash: 43 bytes (Zcash protocol specification, 5.6.3.1). */
export function saplingAddresses(text: string): WalletAddress[] {
  const decoded = attempt(() => bech32.decodeToBytes(text));
  if (decoded?.prefix !== 'zs' || decoded.bytes.length !== 43) return [];
  return [{ network: 'zcash', address: text.toLowerCase() }];
}
