import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient, MongoServerError, type Document } from 'mongodb';
import { answers } from './free-port.js';
import { replicaSetName } from './mongod-process.js';

const pollMs = 25;
const clientOptions = {
  directConnection: true,
  serverSelectionTimeoutMS: 2_000,
  connectTimeoutMS: 2_000,
  socketTimeoutMS: 10_000,
};
/** MongoDB error codes: `AlreadyInitialized` and `NotYetInitialized`. */
const alreadyInitialized = 23;
const notYetInitialized = 94;

/**
 * Makes the one `mongod` on `port` the primary of its replica set: initiates a new one, and moves an existing one to
 * this port when it remembers another. Returns when writes are accepted.
 *
 * @throws what `signal` was aborted with; the process is then not usable.
 */
export async function becomePrimary(port: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    const client = new MongoClient(`mongodb://127.0.0.1:${port}/`, clientOptions);
    try {
      while (!(await answers(port))) await pause(signal);
      // A client whose first connection was refused is closed for good: the next round takes a new one.
      await client.connect();
      while (!(await isPrimary(client, port))) await pause(signal);
      return;
    } catch (error) {
      if (error instanceof MongoServerError) throw error;
      await pause(signal);
    } finally {
      await client.close();
    }
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  await delay(pollMs, undefined, { signal }).catch(() => undefined);
  signal.throwIfAborted();
}

/** One look, and one step towards being primary. */
async function isPrimary(client: MongoClient, port: number): Promise<boolean> {
  const admin = client.db('admin');
  const address = `127.0.0.1:${port}`;
  try {
    const hello = await admin.command({ hello: 1 });
    if (hello['isWritablePrimary'] === true) return true;
    const config = await currentConfig(client);
    if (!config) await admin.command({ replSetInitiate: newConfig(address) });
    else if (addressOf(config) !== address) {
      await admin.command({ replSetReconfig: movedConfig(config, address), force: true });
    }
  } catch (error) {
    if (!(error instanceof MongoServerError) || !isPassing(error)) throw error;
  }
  return false;
}

async function currentConfig(client: MongoClient): Promise<Document | undefined> {
  try {
    const answer = await client.db('admin').command({ replSetGetConfig: 1 });
    return answer['config'] as Document;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === notYetInitialized) return undefined;
    throw error;
  }
}

function newConfig(address: string): Document {
  return {
    _id: replicaSetName,
    members: [{ _id: 0, host: address }],
    // A set of one has nobody to wait for before it elects itself after a restart.
    settings: { electionTimeoutMillis: 1_000 },
  };
}

function movedConfig(config: Document, address: string): Document {
  return { ...config, version: Number(config['version']) + 1, members: [{ _id: 0, host: address }] };
}

function addressOf(config: Document): unknown {
  return (config['members'] as Document[] | undefined)?.[0]?.['host'];
}

/** Codes of a server on its way up: an election or a change of configuration is under way. */
function isPassing(error: MongoServerError): boolean {
  const passing = [alreadyInitialized, notYetInitialized, 103, 109, 189, 10107, 11600, 11602, 13435, 13436];
  return typeof error.code === 'number' && passing.includes(error.code);
}
