import { Type } from '@sinclair/typebox';
import { accept, defineField, refuse } from '../field-type.js';
import { networks, networksOf } from './networks.js';

/** The address of a wallet, its network detected and its checksum verified. */
export const walletField = defineField({
  type: 'wallet',
  options: {
    networks: Type.Optional(
      Type.Array(Type.Union(networks.map((network) => Type.Literal(network))), {
        minItems: 1,
        uniqueItems: true,
      }),
    ),
    validate_crypto: Type.Boolean({ default: true }),
  },
  read(value, { networks: allowed }) {
    if (typeof value !== 'string') return refuse('wrong_type', 'must be a wallet address');
    const found = networksOf(value.trim());
    if (found.length === 0) return refuse('wrong_format', 'must be a wallet address with a valid checksum');
    const fitting = found.find(({ network }) => !allowed || allowed.includes(network));
    return fitting
      ? accept(fitting.address)
      : refuse('not_allowed', `must be an address of: ${(allowed ?? []).join(', ')}`);
  },
});
