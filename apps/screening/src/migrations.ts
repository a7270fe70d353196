import type { Migration } from '#libs/platform';

/** Every query of the service has an index here; look-ups by `_id` need none. */
export const migrations: readonly Migration[] = [
  async (database) => {
    const inSession = { partialFilterExpression: { sessionId: { $exists: true } } };
    await database.collection('screenings').createIndexes([
      { name: 'check', key: { tenantId: 1, checkId: 1, position: 1 }, ...inSession },
      { name: 'session', key: { tenantId: 1, sessionId: 1 }, ...inSession },
    ]);
    await database.collection('session_checks').createIndexes([
      { name: 'due', key: { dueAt: 1 }, partialFilterExpression: { dueAt: { $exists: true } } },
      { name: 'session', key: { tenantId: 1, sessionId: 1 } },
    ]);
  },
];
