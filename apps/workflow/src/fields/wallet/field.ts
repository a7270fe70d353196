import { Type } from '@sinclair/typebox';
import { accept, defineField, refuse } from '../field-type.js';
import { readWallet } from './detect-network.js';
import { networks as allNetworks, toNetwork } from './networks.js';

/** The address of a wallet, its network detected and its checksum verified. */
export const walletField = defineField({
  type: 'wallet',
  options: {
    networks: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 50 }), {
        minItems: 1,
        maxItems: 50,
        uniqueItems: true,
      }),
    ),
    validate_crypto: Type.Boolean({ default: true }),
  },
  checkOptions: ({ networks = [] }) =>
    networks.flatMap((network, i) =>
      toNetwork(network)
        ? []
        : [
            {
              at: `/networks/${i}`,
              code: 'not_allowed',
              detail: `must be one of: ${allNetworks.join(', ')}`,
            },
          ],
    ),
  read(value, { networks }) {
    if (typeof value !== 'string') return refuse('wrong_type', 'must be a wallet address');
    const wallet = readWallet(value, networks);
    if (wallet) return accept(wallet.address);
    return readWallet(value)
      ? refuse('not_allowed', `must be an address of: ${(networks ?? []).join(', ')}`)
      : refuse('wrong_format', 'must be a wallet address with a valid checksum');
  },
});
