import { base58Addresses, moneroAddresses, rippleAddresses, solanaAddresses } from './base58-addresses.js';
import { saplingAddresses, witnessAddresses } from './bech32-addresses.js';
import { cardanoAddresses } from './cardano.js';
import { cashAddresses } from './cash-address.js';
import { evmAddresses } from './evm.js';
import { toNetwork, type WalletAddress } from './networks.js';

/** The longest of all, Byron addresses of hardware wallets among them, have about 120 characters. */
const longest = 150;

const formats = [
  evmAddresses,
  witnessAddresses,
  base58Addresses,
  cashAddresses,
  saplingAddresses,
  rippleAddresses,
  cardanoAddresses,
  moneroAddresses,
  // Any 32 bytes are an address of Solana, so it comes last.
  solanaAddresses,
];

/**
 * The address that a text is, its checksum verified wherever its network has one; undefined for anything else, addresses
 * of test networks among it. Where networks share a format, the one that is older and larger counts: `0x…` is Ethereum,
 * `1…` Bitcoin, `3…` Bitcoin before Litecoin and Bitcoin Cash, `D…` Dogecoin. `networks` leaves only those named there.
 */
export function readWallet(text: string, networks?: readonly string[]): WalletAddress | undefined {
  const trimmed = text.trim();
  if (trimmed.length > longest) return undefined;
  const allowed = networks && new Set(networks.map(toNetwork));
  for (const addresses of formats)
    for (const found of addresses(trimmed)) if (!allowed || allowed.has(found.network)) return found;
  return undefined;
}

/** The network that an address belongs to, of those named in `networks` where given; undefined when it is none's. */
export function detectNetwork(address: string, networks?: readonly string[]): string | undefined {
  return readWallet(address, networks)?.network;
}
