import type { Migration } from '#libs/platform';

/** Schema changes of the subsession database, in order; each may run again at any start. */
export const migrations: readonly Migration[] = [
  async (database) => {
    await database.collection('subsessions').createIndexes([
      { key: { tenantId: 1, parentSessionId: 1, stepId: 1, _id: 1 } },
      { key: { tenantId: 1, rootSessionId: 1, _id: 1 } },
      {
        key: { childSessionId: 1 },
        unique: true,
        partialFilterExpression: { childSessionId: { $exists: true } },
      },
    ]);
  },
  async (database) => {
    await database
      .collection('invitations')
      .createIndexes([
        { key: { dueAt: 1 }, partialFilterExpression: { dueAt: { $exists: true } } },
        { key: { tenantId: 1, parentSessionId: 1 } },
      ]);
  },
];
