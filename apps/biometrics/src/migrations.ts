import { ensureCheckIndexes } from '#libs/checks';
import type { Migration } from '#libs/platform';

/** Schema changes of the biometrics database, in order; each may run again at any start. */
export const migrations: readonly Migration[] = [
  async (database) => {
    await database
      .collection('selfies')
      .createIndexes([{ key: { tenantId: 1, sessionId: 1, assessedAt: -1 } }]);
    await ensureCheckIndexes(database);
  },
  async (database) => {
    // What the sandbox plays is of no use after its checks expired.
    await database
      .collection('sandbox_liveness_checks')
      .createIndexes([{ key: { createdAt: 1 }, expireAfterSeconds: 24 * 60 * 60 }]);
  },
];
