/** Chains that share the addresses of Ethereum, the likeliest first. */
export const evmNetworks = [
  'ethereum',
  'bsc',
  'polygon',
  'arbitrum',
  'optimism',
  'base',
  'avalanche',
] as const;

export const networks = [
  'bitcoin',
  'litecoin',
  'dogecoin',
  'bitcoin_cash',
  'dash',
  'zcash',
  ...evmNetworks,
  'tron',
  'ripple',
  'solana',
  'cardano',
  'monero',
] as const;
export type Network = (typeof networks)[number];

/** Tickers and other names in use, in lower case. */
const aliases: ReadonlyMap<string, Network> = new Map([
  ['btc', 'bitcoin'],
  ['xbt', 'bitcoin'],
  ['ltc', 'litecoin'],
  ['doge', 'dogecoin'],
  ['bch', 'bitcoin_cash'],
  ['zec', 'zcash'],
  ['eth', 'ethereum'],
  ['evm', 'ethereum'],
  ['bnb', 'bsc'],
  ['matic', 'polygon'],
  ['pol', 'polygon'],
  ['arb', 'arbitrum'],
  ['op', 'optimism'],
  ['avax', 'avalanche'],
  ['trx', 'tron'],
  ['xrp', 'ripple'],
  ['sol', 'solana'],
  ['ada', 'cardano'],
  ['xmr', 'monero'],
]);

/** The network that a name or ticker means, in any case; undefined for one that is not known. */
export function toNetwork(name: string): Network | undefined {
  const text = name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return networks.find((network) => network === text) ?? aliases.get(text);
}

/** A valid address of a network, in the one spelling that is kept. */
export interface WalletAddress {
  network: Network;
  address: string;
}

/** What the work gives, or undefined when the coder throws: the text is not in its alphabet or its sum is wrong. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
