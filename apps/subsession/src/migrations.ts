import type { Migration } from '#libs/platform';

/** Schema changes of the subsession database, in order; each may run again at any start. */
export const migrations: readonly Migration[] = [
  async (database) => {
    await database
      .collection('subsessions')
      .createIndexes([{ key: { tenantId: 1, parentSessionId: 1, stepId: 1, _id: 1 } }]);
  },
];
