import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mongodFacts, testCacheDir } from '#libs/testing';
import { Database } from '../database.js';
import { startEmbeddedMongo, type EmbeddedMongo, type EmbeddedMongoOptions } from './start-embedded-mongo.js';

// A mongod starts in half a second on an idle machine and in ten on a busy one.
jest.setTimeout(90_000);

const { binary, missing } = mongodFacts();

describe(`the embedded MongoDB${missing ? ' (skipped: no mongod on this machine)' : ''}`, () => {
  const withMongod = missing ? it.skip : it;
  let parent: string;
  let said: string[];
  let running: EmbeddedMongo[];

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'embedded-mongo-'));
    said = [];
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((mongo) => mongo.stop()));
    await rm(parent, { recursive: true });
  });

  async function start(options: Partial<EmbeddedMongoOptions> = {}): Promise<EmbeddedMongo> {
    const mongo = await startEmbeddedMongo({
      dataDir: join(parent, 'mongo'),
      cacheDir: testCacheDir(),
      ...(binary ? { mongodBinary: binary } : {}),
      log: (line) => said.push(line),
      ...options,
    });
    running.push(mongo);
    return mongo;
  }

  async function insertAndCount(uri: string): Promise<number> {
    const database = await Database.connect(uri, 'kept');
    const rows = database.collection('rows');
    await database.transaction(async (tx) => void (await rows.insertOne({ at: 'start' }, { session: tx })));
    const count = await rows.countDocuments();
    await database.close();
    return count;
  }

  it('names the binary that was configured and cannot be run', async () => {
    const start1 = start({ mongodBinary: join(parent, 'no-such-mongod') });
    await expect(start1).rejects.toMatchObject({
      fault: 'binary_unusable',
      message: expect.stringContaining('no-such-mongod'),
    });
  });

  it('refuses a data folder that is a file', async () => {
    await writeFile(join(parent, 'mongo'), '');
    await expect(start()).rejects.toMatchObject({ fault: 'unwritable' });
  });

  withMongod('refuses the port that was asked for when it is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expect(start({ port })).rejects.toMatchObject({ fault: 'port_taken' });
    other.close();
  });

  withMongod('gives the folder back after a failed start', async () => {
    await expect(start({ mongodBinary: process.execPath })).rejects.toMatchObject({
      fault: 'binary_unusable',
    });
    await start();
  });

  withMongod('refuses a second start on the same folder', async () => {
    await start();
    await expect(start()).rejects.toMatchObject({ fault: 'in_use' });
  });

  withMongod('keeps its data and its address from one start to the next', async () => {
    const first = await start();
    expect(await insertAndCount(first.uri)).toBe(1);
    await first.stop();
    const second = await start();
    expect(second.uri).toBe(first.uri);
    expect(await insertAndCount(second.uri)).toBe(2);
  });

  withMongod(
    'moves to another port when its own was taken in the meantime',
    async () => {
      const first = await start();
      await insertAndCount(first.uri);
      await first.stop();
      const other = createServer((socket) => socket.destroy()).listen(
        Number(new URL(first.uri).port),
        '127.0.0.1',
      );
      await once(other, 'listening');
      const second = await start();
      expect(second.uri).not.toBe(first.uri);
      expect(await insertAndCount(second.uri)).toBe(2);
      other.close();
    },
    90_000,
  );

  withMongod(
    'takes over the data and the mongod of a process that was killed',
    async () => {
      const script = resolve('test/setup/hold-mongo.js');
      const holder = spawn(process.execPath, [script, join(parent, 'mongo'), testCacheDir()], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(holder.stdout, 'data');
      await expect(start()).rejects.toMatchObject({ message: expect.stringContaining(`pid ${holder.pid}`) });
      holder.kill('SIGKILL');
      await once(holder, 'exit');
      const mongo = await start();
      expect(await insertAndCount(mongo.uri)).toBe(1);
      expect(said.join()).toContain('had left behind');
    },
    90_000,
  );

  withMongod('leaves nothing behind when it is ephemeral', async () => {
    const mongo = await start({ ephemeral: true });
    expect(await readdir(join(parent, 'mongo'))).toHaveLength(1);
    await mongo.stop();
    expect(await readdir(join(parent, 'mongo'))).toEqual([]);
  });
});
