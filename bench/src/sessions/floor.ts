import { randomBytes, randomUUID } from 'node:crypto';
import { MongoClient, type ClientSession, type Db } from 'mongodb';
import { perSecond } from '../statistics.js';

/** As large as what a sealed form session stores. */
const sealed = randomBytes(600);

/**
 * The named baseline: the writes of one form session (create, complete, decide, publish four messages) made by the
 * bare driver on the same `mongod`, with nothing around them. Sessions per second that the database alone allows.
 */
export async function floorPerSecond(
  uri: string,
  { count, parallel }: { count: number; parallel: number },
): Promise<number> {
  const client = await MongoClient.connect(uri, { writeConcern: { w: 'majority' } });
  const db = client.db('bench_floor');
  try {
    await prepare(db);
    return await perSecond(count, parallel, () => writesOfOneSession(client, db));
  } finally {
    await db.dropDatabase();
    await client.close();
  }
}

async function prepare(db: Db): Promise<void> {
  for (const name of ['sessions', 'timeline', 'outbox', 'data_keys']) await db.createCollection(name);
  await db
    .collection('sessions')
    .createIndexes([
      { key: { tokenHash: 1 }, unique: true },
      { key: { tenantId: 1, status: 1, _id: -1 } },
      { key: { tenantId: 1, workflowId: 1, _id: -1 } },
    ]);
  await db.collection('timeline').createIndex({ tenantId: 1, sessionId: 1, _id: 1 });
}

async function writesOfOneSession(client: MongoClient, db: Db): Promise<void> {
  const id = randomUUID();
  const row = { tenantId: 'default', workflowId: 'w', tokenHash: id, status: 'active', sealed };
  const messages: string[] = [];
  const transaction = (work: (session: ClientSession) => Promise<void>): Promise<void> =>
    client.withSession((session) =>
      session.withTransaction(() => work(session), { readConcern: { level: 'snapshot' } }),
    );
  const record = async (entries: number, events: number, session: ClientSession): Promise<void> => {
    const entry = (): object => ({
      _id: randomUUID(),
      tenantId: 'default',
      sessionId: id,
      type: 'x',
      at: new Date(),
    });
    await db.collection('timeline').insertMany(Array.from({ length: entries }, entry), { session });
    for (let i = 0; i < events; i++) {
      const message = { _id: randomUUID() as never, subject: id, data: { session_id: id, sealed } };
      await db.collection('outbox').insertOne(message, { session });
      messages.push(message._id);
    }
  };
  await db.collection('data_keys').insertOne({ _id: id as never, wrapped: randomBytes(60) });
  await transaction(async (session) => {
    await db.collection('sessions').insertOne({ _id: id as never, ...row }, { session });
    await record(1, 1, session);
  });
  for (const [status, entries, events] of [
    ['processing', 2, 1],
    ['approved', 1, 2],
  ] as const)
    await transaction(async (session) => {
      await db.collection('sessions').findOne({ _id: id as never }, { session });
      await db.collection('sessions').replaceOne({ _id: id as never }, { ...row, status }, { session });
      await record(entries, events, session);
    });
  await db.collection('outbox').deleteMany({ _id: { $in: messages as never[] } });
}
