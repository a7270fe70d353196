import { Type, type TObject, type TSchema } from '@sinclair/typebox';

/**
 * A union whose branch is chosen by the property `type`, so that a mistake is reported once, against the branch that
 * was meant, and not once for every branch.
 */
export function oneOfTypes(branches: readonly TObject[]): TSchema {
  return Type.Unsafe({
    type: 'object',
    discriminator: { propertyName: 'type' },
    required: ['type'],
    oneOf: branches,
  });
}
