import { MongoClient, type ClientSession, type Collection, type Db, type Document } from 'mongodb';

/** The handle of one running transaction; every write that belongs to it passes it on. */
export type Transaction = ClientSession;

const followUps = new WeakMap<Transaction, Set<() => void>>();

/**
 * Has `work` run once after the transaction has committed, and not at all when it is rolled back: waking a worker,
 * never a write. The same function given twice runs once.
 */
export function afterCommit(tx: Transaction, work: () => void): void {
  const known = followUps.get(tx);
  if (known) known.add(work);
  else followUps.set(tx, new Set([work]));
}

/**
 * One service's MongoDB database. Repositories get their collections here and nowhere else.
 *
 * Guarantee: `transaction` runs its work atomically with snapshot reads and majority writes. The driver may run the
 * work more than once when the server reports a transient conflict, so the work has no side effect outside MongoDB.
 */
export class Database {
  private constructor(
    private readonly client: MongoClient,
    readonly db: Db,
  ) {}

  static async connect(uri: string, name: string): Promise<Database> {
    const client = new MongoClient(uri, {
      appName: name,
      serverSelectionTimeoutMS: 10_000,
      writeConcern: { w: 'majority' },
      ignoreUndefined: true,
    });
    await client.connect();
    return new Database(client, client.db(name));
  }

  collection<T extends Document>(name: string): Collection<T> {
    return this.db.collection<T>(name);
  }

  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.client.withSession(async (session) => {
      const result = await session.withTransaction(
        async () => {
          followUps.delete(session);
          return work(session);
        },
        { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } },
      );
      followUps.get(session)?.forEach((followUp) => followUp());
      return result;
    });
  }

  /** Resolves when the server answers; used by the readiness probe. */
  async ping(): Promise<void> {
    await this.db.command({ ping: 1 }, { timeoutMS: 2_000 });
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}
