import { ensureCheckIndexes } from '#libs/checks';
import type { Migration } from '#libs/platform';

/** Every query of the service has an index here; look-ups by `_id` need none. */
export const migrations: readonly Migration[] = [
  async (database) => {
    await database.collection('screenings').createIndexes([
      {
        name: 'session',
        key: { tenantId: 1, sessionId: 1 },
        partialFilterExpression: { sessionId: { $exists: true } },
      },
    ]);
    await ensureCheckIndexes(database);
  },
];
