import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { parseSettings } from '#libs/platform';
import { TransientFailure } from '#libs/problems';
import { newApiKey, scopes, TokenHasher, type Caller } from '#libs/security';
import { openWorld, startGateway, type TestWorld } from '../testing/running-gateway.js';
import { ApiKeys, type ApiKeyRow } from './api-keys.js';
import { bootstrapKeyOf } from './bootstrap-key.js';

let world: TestWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** Runs a gateway with these settings to its end; who do the keys belong to while it runs? */
async function callersDuring(
  settings: Record<string, string>,
  keys: readonly string[],
): Promise<(Caller | undefined)[]> {
  const gateway = await startGateway(world, settings);
  try {
    return await Promise.all(keys.map((key) => gateway.keys.callerWith(key)));
  } finally {
    await gateway.stop();
  }
}

const storedRows = async (): Promise<ApiKeyRow[]> => {
  const database = await Database.connect(world.mongoUri, `${world.prefix}gateway`);
  const rows = await database.collection<ApiKeyRow>('api_keys').find().toArray();
  await database.close();
  return rows;
};

const keyFile = (): string => join(world.dataDir, 'keys', 'api-key');

describe('a look-up of a key', () => {
  it('is a transient failure when the database does not answer', async () => {
    const database = await Database.connect(world.mongoUri, `${world.prefix}gateway`);
    const keys = new ApiKeys(database, new TokenHasher('a pepper for one case'));
    await database.close();
    await expect(keys.callerWith(newApiKey('live'))).rejects.toThrow(TransientFailure);
  });
});

describe('the bootstrap key', () => {
  it('that was changed no longer works', async () => {
    const [before, after] = [newApiKey('live'), newApiKey('live')];
    await callersDuring({ BOOTSTRAP_API_KEY: before }, []);
    const callers = await callersDuring({ BOOTSTRAP_API_KEY: after }, [before, after]);
    expect(callers).toEqual([undefined, expect.objectContaining({ tenantId: 'default' })]);
  });

  it('with the id of another key is refused with a clear message', async () => {
    const key = newApiKey('live');
    const database = await Database.connect(world.mongoUri, `${world.prefix}gateway`);
    await database
      .collection<ApiKeyRow>('api_keys')
      .insertOne({ _id: `key_${key.slice(9, 19)}`, tenantId: 'acme', hash: 'of another key' } as ApiKeyRow);
    const keys = new ApiKeys(database, new TokenHasher('a pepper for one case'));
    await expect(keys.setBootstrapKey(key)).rejects.toThrow('BOOTSTRAP_API_KEY has the id of another key');
    await database.close();
  });

  it('works again when it is set again', async () => {
    const [first, second] = [newApiKey('live'), newApiKey('live')];
    await callersDuring({ BOOTSTRAP_API_KEY: first }, []);
    await callersDuring({ BOOTSTRAP_API_KEY: second }, []);
    const callers = await callersDuring({ BOOTSTRAP_API_KEY: first }, [first, second]);
    expect(callers).toEqual([expect.objectContaining({ kind: 'api_key' }), undefined]);
  });

  it('may be any string and has every scope', async () => {
    const [caller] = await callersDuring({ BOOTSTRAP_API_KEY: 'local-development' }, ['local-development']);
    expect(caller).toMatchObject({ kind: 'api_key', tenantId: 'default', scopes: [...scopes] });
  });

  it('is stored as a keyed hash only', async () => {
    const key = newApiKey('test');
    await callersDuring({ BOOTSTRAP_API_KEY: key }, []);
    const rows = await storedRows();
    expect(rows).toMatchObject([{ mode: 'test', tenantId: 'default', _id: `key_${key.slice(9, 19)}` }]);
    expect(JSON.stringify(rows)).not.toContain(key.slice(19, 51));
  });

  it('that is not given is made once and kept in a file that only its owner may read', async () => {
    await callersDuring({}, []);
    const key = await readFile(keyFile(), 'utf8');
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
    expect(await callersDuring({}, [key])).toEqual([expect.objectContaining({ tenantId: 'default' })]);
    expect(await readFile(keyFile(), 'utf8')).toBe(key);
    expect(await storedRows()).toHaveLength(1);
  });

  it('whose file is lost is replaced', async () => {
    await callersDuring({}, []);
    const lost = await readFile(keyFile(), 'utf8');
    await rm(keyFile());
    expect(await callersDuring({}, [lost])).toEqual([undefined]);
  });

  it('survives two gateways that start at the same time', async () => {
    const key = newApiKey('live');
    const [a, b] = await Promise.all([
      startGateway(world, { BOOTSTRAP_API_KEY: key }),
      startGateway(world, { BOOTSTRAP_API_KEY: key }),
    ]);
    expect(await a.keys.callerWith(key)).toEqual(await b.keys.callerWith(key));
    await Promise.all([a.stop(), b.stop()]);
    expect(await storedRows()).toHaveLength(1);
  });

  it('is written by any number of gateways at once', async () => {
    const database = await Database.connect(world.mongoUri, `${world.prefix}gateway`);
    await database.collection('api_keys').createIndexes([{ key: { hash: 1 }, unique: true }]);
    const keys = new ApiKeys(database, new TokenHasher('a pepper for one case'));
    try {
      for (let i = 0; i < 10; i++) {
        const key = newApiKey('live');
        await Promise.all(Array.from({ length: 8 }, () => keys.setBootstrapKey(key)));
        expect(await keys.callerWith(key)).toMatchObject({ tenantId: 'default' });
      }
    } finally {
      await database.close();
    }
  });

  it('is not made in distributed mode', async () => {
    const settings = parseSettings({ KAFKA_BROKERS: '127.0.0.1:9', DATA_DIR: world.dataDir });
    expect(await bootstrapKeyOf(settings)).toBeUndefined();
  });

  it('can be shown to the developer at every start, and is new only once', async () => {
    const settings = parseSettings({ DATA_DIR: world.dataDir });
    const first = await bootstrapKeyOf(settings);
    const second = await bootstrapKeyOf(settings);
    expect(first).toMatchObject({ isNew: true, path: keyFile() });
    expect(second).toEqual({ ...first, isNew: false });
  });
});
