import type { Migration } from '#libs/platform';
import { apiKeysCollection } from './keys/api-keys.js';

export const migrations: readonly Migration[] = [
  async (database) => {
    await database
      .collection(apiKeysCollection)
      .createIndexes([
        { key: { hash: 1 }, unique: true },
        { key: { bootstrap: 1 }, partialFilterExpression: { bootstrap: true } },
        { key: { revokedAt: 1, expiresAt: 1 } },
      ]);
  },
];
