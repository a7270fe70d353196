import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ScreeningCompleted, type Message } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { createLogger, newId } from '#libs/platform';
import { KeyRing, PersonalData } from '#libs/security';
import { sharedMongoUri } from '#libs/testing';
import { NotYet, type CheckEngine, type EndedCheck } from './check-job.js';
import { checksCollection, CheckJobs, ensureCheckIndexes } from './check-jobs.js';
import { SessionChecks } from './session-checks.js';
import { maxAttempts } from './what-follows.js';

const secret = 'a telling finding';
const passed: EndedCheck = {
  result: { status: 'completed', outcome: 'pass', reasons: [] },
  evidence: { secret },
};

let database: Database;
let personalData: PersonalData;
let checks: SessionChecks<{ depth: number }>;
let engine: CheckEngine<{ depth: number }>;
let ids: { check_id: string; session_id: string };

beforeAll(async () => {
  database = await Database.connect(sharedMongoUri(), `checks_${randomBytes(4).toString('hex')}`);
  await ensureCheckIndexes(database);
  personalData = new PersonalData(database, KeyRing.fromSecret(`k1:${randomBytes(32).toString('base64')}`));
});
beforeEach(() => {
  engine = { run: async () => passed, nothingFound: () => ({ nothing: true }) };
  const outbox = new Outbox(database, { source: 'kyc/spec' });
  const logger = createLogger('screening', 'silent');
  checks = new SessionChecks(
    { database, outbox, personalData, logger },
    { run: (check) => engine.run(check), nothingFound: (check) => engine.nothingFound(check) },
    { completed: ScreeningCompleted, parallel: 2 },
  );
  ids = { check_id: newId('chk'), session_id: newId('ses') };
  checks.onApplicationBootstrap();
});
afterEach(async () => {
  await checks.onModuleDestroy();
  await rows().deleteMany({});
  await database.collection('outbox').deleteMany({});
});
afterAll(async () => {
  await database.db.dropDatabase();
  await database.close();
});

const rows = () =>
  database.collection<{ _id: string; dueAt?: Date; lease?: string; attempts: number }>(checksCollection);

const take = (more: Partial<Message> = {}): Promise<void> => {
  const message = { id: 'evt_1', tenantId: 'acme', correlationId: ids.session_id, ...more } as Message;
  return database.transaction((tx) => checks.take(ids, { depth: 3 }, message, tx));
};

async function until<T>(look: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > giveUpAt) throw new Error('what the spec waited for did not happen');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const results = async (): Promise<Record<string, unknown>[]> => {
  const sent = await database.collection<{ body: string }>('outbox').find().sort({ seq: 1 }).toArray();
  return sent.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
};
const isOver = async (): Promise<boolean> =>
  (await rows().countDocuments({ _id: ids.check_id, dueAt: { $exists: true } })) === 0;
/** Has the pause or the lease of the check end. */
const makeDue = (): Promise<unknown> =>
  rows().updateOne({ _id: ids.check_id, dueAt: { $exists: true } }, { $set: { dueAt: new Date(0) } });

describe('a check of a session', () => {
  it('whose session was erased before it began is removed and ends for nobody', async () => {
    await personalData.seal({ tenantId: 'acme', id: ids.session_id }, 'x', {});
    await personalData.erase({ tenantId: 'acme', id: ids.session_id });
    await take();
    await until(async () => (await rows().countDocuments()) === 0);
    expect(await results()).toEqual([]);
  });

  it('whose session is erased while it runs ends for nobody', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const begun = new Promise<void>((resolve) => {
      engine.run = async () => {
        resolve();
        await held;
        return passed;
      };
    });
    await take();
    await begun;
    await database.transaction((tx) => checks.erase('acme', ids.session_id, tx));
    release();
    await checks.onModuleDestroy();
    expect(await results()).toEqual([]);
    expect(await rows().countDocuments()).toBe(0);
  });

  it('that takes its worker down each time ends as failed', async () => {
    await database.transaction((tx) =>
      new CheckJobs(database, personalData, 1_000).add(
        {
          ...{ _id: ids.check_id, tenantId: 'acme', sessionId: ids.session_id, attempts: maxAttempts },
          ...{ createdAt: new Date(), dueAt: new Date(0), causationId: 'evt_1', correlationId: 'evt_1' },
        },
        tx,
      ),
    );
    await until(isOver);
    expect(await results()).toMatchObject([{ status: 'failed', reasons: ['internal_error'] }]);
    expect(await checks.evidence('acme', ids.check_id)).toEqual({ nothing: true });
  });

  it('is tried again while what it looks at is not there, and has its outcome then', async () => {
    engine.run = async ({ attempts }) => {
      if (attempts === 1) throw new NotYet('extraction_running');
      return passed;
    };
    await take();
    await until(async () => rows().findOne({ _id: ids.check_id, attempts: 1, lease: { $exists: false } }));
    expect(await results()).toEqual([]);
    await makeDue();
    await until(isOver);
    expect(await results()).toMatchObject([{ status: 'completed', outcome: 'pass', provider: 'local' }]);
  });

  it('is begun once and reported once, however often it is asked for', async () => {
    await take();
    await until(isOver);
    await take({ id: 'evt_2' });
    await checks.onModuleDestroy();
    expect(await results()).toEqual([
      { ...ids, status: 'completed', outcome: 'pass', provider: 'local', reasons: [] },
    ]);
  });

  it('knows what was asked, and keeps what it found sealed and for its tenant', async () => {
    let asked: unknown;
    engine.run = async ({ depth }) => {
      asked = depth;
      return passed;
    };
    await expect(checks.evidence('acme', ids.check_id)).rejects.toMatchObject({ code: 'not_found' });
    await take();
    await until(isOver);
    expect(asked).toBe(3);
    expect(await checks.evidence('acme', ids.check_id)).toEqual({ secret });
    expect(await checks.latest('acme', ids.session_id)).toEqual({ secret });
    await expect(checks.evidence('other', ids.check_id)).rejects.toMatchObject({ code: 'not_found' });
    const [row] = await rows().find().toArray();
    expect(Buffer.from(JSON.stringify(row)).includes(secret)).toBe(false);
  });

  it('whose end cannot be written is begun again, with nothing of the first end left', async () => {
    let written = 0;
    engine.run = async ({ attempts }) => ({
      ...passed,
      keep: async (tx) => {
        await database.collection<{ _id: string }>('kept').insertOne({ _id: `${attempts}` }, { session: tx });
        written++;
        if (attempts === 1) throw new Error('the disk is full');
      },
    });
    await take();
    await until(async () => written === 1);
    await until(async () => {
      await makeDue();
      return isOver();
    });
    const kept = await database.collection<{ _id: string }>('kept').find().toArray();
    expect(kept).toHaveLength(1);
    expect(await results()).toHaveLength(1);
  });
});

describe('the rows of checks', () => {
  const start = new Date('2026-01-01T00:00:00.000Z');
  const later = (ms: number): Date => new Date(start.getTime() + ms);
  let jobs: CheckJobs<object>;
  beforeEach(async () => {
    await checks.onModuleDestroy();
    jobs = new CheckJobs(database, personalData, 30_000);
    await database.transaction((tx) =>
      jobs.add(
        {
          ...{ _id: ids.check_id, tenantId: 'acme', sessionId: ids.session_id, attempts: 0 },
          ...{ createdAt: start, dueAt: start, causationId: 'evt_1', correlationId: 'evt_1' },
        },
        tx,
      ),
    );
  });
  const claim = async (at: Date) => {
    const check = await jobs.claim(at);
    if (!check) throw new Error('there is no check to claim');
    return check;
  };

  it('are held by one worker at a time', async () => {
    const claimed = await Promise.all([jobs.claim(start), jobs.claim(start)]);
    expect(claimed.filter((check) => check !== undefined)).toHaveLength(1);
  });

  it('go to another worker when the first one died, whose end then counts for nothing', async () => {
    const first = await claim(start);
    expect(await jobs.claim(later(29_999))).toBeUndefined();
    const second = await claim(later(30_000));
    expect(second.attempts).toBe(2);
    const sealed = await jobs.seal(first, {});
    expect(await database.transaction((tx) => jobs.end(first, sealed, tx))).toBe(false);
    await jobs.giveBack(first, later(0));
    await jobs.remove(first);
    expect(await database.transaction((tx) => jobs.end(second, sealed, tx))).toBe(true);
  });

  it('wait for their time when they are given back', async () => {
    await jobs.giveBack(await claim(start), later(5_000));
    expect(await jobs.claim(later(4_999))).toBeUndefined();
    expect(await claim(later(5_000))).toMatchObject({ attempts: 2 });
  });
});
