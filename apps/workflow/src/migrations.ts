import type { Migration } from '#libs/platform';

/** Schema changes of the workflow database, in order; each may run again at any start. */
export const migrations: readonly Migration[] = [
  async (database) => {
    await database.collection('workflows').createIndexes([{ key: { tenantId: 1, deletedAt: 1, _id: -1 } }]);
    await database.collection('sessions').createIndexes([
      { key: { tokenHashes: 1 }, unique: true },
      // Lists name the states they show, so that each is a merge of few ranges, in order, whatever else is filtered by.
      { key: { tenantId: 1, status: 1, _id: -1 } },
      { key: { tenantId: 1, workflowId: 1, status: 1, _id: -1 } },
      {
        key: { tenantId: 1, clientId: 1, status: 1, _id: -1 },
        partialFilterExpression: { clientId: { $exists: true } },
      },
      { key: { 'run.wakeAt': 1 }, partialFilterExpression: { 'run.wakeAt': { $exists: true } } },
      { key: { expiresAt: 1 }, partialFilterExpression: { status: 'active' } },
      {
        key: { tenantId: 1, parentSessionId: 1, status: 1 },
        partialFilterExpression: { parentSessionId: { $exists: true } },
      },
    ]);
  },
  async (database) => {
    await database
      .collection('workflow_versions')
      .createIndexes([{ key: { tenantId: 1, workflowId: 1, version: -1 } }]);
    await database.collection('workflows').createIndexes([
      {
        key: { tenantId: 1, madeAs: 1, _id: -1 },
        partialFilterExpression: { madeAs: { $exists: true } },
      },
    ]);
  },
];
