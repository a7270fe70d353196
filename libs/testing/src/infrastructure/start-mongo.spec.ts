import { describe, expect, it, jest } from '@jest/globals';
import { Database } from '#libs/persistence';
import { sharedMongoUri } from './start-mongo.js';

// A mongod starts in half a second on an idle machine and in ten on a busy one.
jest.setTimeout(90_000);

describe('the MongoDB that a test run shares', () => {
  it('forgets the writes of a transaction that fails', async () => {
    const database = await Database.connect(sharedMongoUri(), 'start_mongo_spec');
    const rows = database.collection('rows');
    const failing = database.transaction(async (tx) => {
      await rows.insertOne({ kept: false }, { session: tx });
      throw new Error('changed my mind');
    });

    await expect(failing).rejects.toThrow('changed my mind');
    expect(await rows.countDocuments()).toBe(0);

    await database.db.dropDatabase();
    await database.close();
  });
});
