import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { newId } from '#libs/platform';
import { KeyRing, PersonalData } from '#libs/security';
import { sharedMongoUri } from '#libs/testing';
import { migrations } from '../migrations.js';
import { leaseMs, type ClaimedCheck } from './session-check.js';
import { SessionChecksRepository } from './session-checks.repository.js';

const start = new Date('2026-01-01T00:00:00.000Z');
const later = (ms: number): Date => new Date(start.getTime() + ms);

let database: Database;
let checks: SessionChecksRepository;
beforeAll(async () => {
  database = await Database.connect(sharedMongoUri(), `session_checks_${randomBytes(4).toString('hex')}`);
  for (const migrate of migrations) await migrate(database);
  const keyRing = KeyRing.fromSecret(`k1:${randomBytes(32).toString('base64')}`);
  checks = new SessionChecksRepository(database, new PersonalData(database, keyRing));
});
beforeEach(async () => {
  await database.collection('session_checks').deleteMany({});
});
afterAll(async () => {
  await database.db.dropDatabase();
  await database.close();
});

const add = async (checkId = newId('chk')): Promise<string> => {
  const row = {
    _id: checkId,
    tenantId: 'acme',
    sessionId: newId('ses'),
    status: 'pending' as const,
    createdAt: start,
    attempts: 0,
    dueAt: start,
    causationId: 'evt_1',
    correlationId: 'evt_1',
  };
  await database.transaction((tx) => checks.add(row, tx));
  return checkId;
};
const claim = async (at: Date): Promise<ClaimedCheck> => {
  const check = await checks.claim(at);
  if (!check) throw new Error('there is no check to claim');
  return check;
};
const end = (check: ClaimedCheck): Promise<boolean> =>
  database.transaction((tx) =>
    checks.end(check, { status: 'completed', reasons: [], completedAt: later(1), searched: [] }, tx),
  );

describe('the checks of sessions', () => {
  it('are held by one worker at a time', async () => {
    await add();
    const claimed = await Promise.all([checks.claim(start), checks.claim(start)]);
    expect(claimed.filter((check) => check !== null)).toHaveLength(1);
  });

  it('go to another worker when the first one died, whose end then counts for nothing', async () => {
    await add();
    const first = await claim(start);
    expect(await checks.claim(later(leaseMs - 1))).toBeNull();
    const second = await claim(later(leaseMs));
    expect(second.attempts).toBe(2);
    expect(await end(first)).toBe(false);
    expect(await end(second)).toBe(true);
  });

  it('wait for their time when they are given back', async () => {
    await add();
    await checks.giveBack(await claim(start), later(5_000));
    expect(await checks.claim(later(4_999))).toBeNull();
    expect(await claim(later(5_000))).toMatchObject({ attempts: 2 });
  });

  it('are not begun again once they have ended, also when they are asked for again', async () => {
    const id = await add();
    await end(await claim(start));
    await add(id);
    expect(await checks.claim(later(leaseMs * 10))).toBeNull();
    expect(await checks.find('acme', id)).toMatchObject({ status: 'completed' });
  });

  it('end for nobody when their session was erased', async () => {
    await add();
    const check = await claim(start);
    await database.transaction((tx) => checks.deleteOfSession('acme', check.sessionId, tx));
    expect(await end(check)).toBe(false);
  });
});
