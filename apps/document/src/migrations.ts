import { ensureCheckIndexes } from '#libs/checks';
import type { Migration } from '#libs/platform';

/** Every query of the service has an index here; look-ups by `_id` need none. */
export const migrations: readonly Migration[] = [
  async (database) => {
    await database
      .collection('documents')
      .createIndexes([{ name: 'session', key: { tenantId: 1, sessionId: 1, stepId: 1 } }]);
    await database.collection('uploads').createIndexes([
      { name: 'session', key: { tenantId: 1, sessionId: 1, status: 1, expiresAt: 1 } },
      { name: 'sweep', key: { sweepAt: 1 }, sparse: true },
    ]);
    await database.collection('extraction_jobs').createIndexes([
      { name: 'due', key: { dueAt: 1 } },
      { name: 'session', key: { tenantId: 1, sessionId: 1 } },
    ]);
    await ensureCheckIndexes(database);
    await database
      .collection('liveness_images')
      .createIndexes([{ name: 'session', key: { tenantId: 1, sessionId: 1 } }]);
    await database.collection('erasures').createIndexes([{ name: 'due', key: { dueAt: 1 } }]);
    await database.collection('sessions').createIndexes([{ name: 'tenant', key: { tenantId: 1 } }]);
  },
  async (database) => {
    await database
      .collection('extraction_profiles')
      .createIndexes([{ name: 'list', key: { tenantId: 1, deletedAt: 1, profileId: 1 } }]);
  },
];
