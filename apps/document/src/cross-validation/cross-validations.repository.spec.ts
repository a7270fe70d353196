import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Binary } from 'mongodb';
import { Database } from '#libs/persistence';
import { newId } from '#libs/platform';
import { KeyRing, PersonalData } from '#libs/security';
import { sharedMongoUri } from '#libs/testing';
import { migrations } from '../migrations.js';
import { emptyEvidence } from './compare.js';
import { leaseMs, type ClaimedCrossValidation } from './cross-validation.js';
import { CrossValidationsRepository } from './cross-validations.repository.js';

const start = new Date('2026-01-01T00:00:00.000Z');
const later = (ms: number): Date => new Date(start.getTime() + ms);
const secret = 'form:a_telling_step/a_telling_field';
const evidence = {
  ...emptyEvidence(),
  comparisons: [{ field: 'full_name', verdict: 'differs' as const, sources: [secret] }],
};

let database: Database;
let personalData: PersonalData;
let jobs: CrossValidationsRepository;
beforeAll(async () => {
  database = await Database.connect(sharedMongoUri(), `cross_validation_${randomBytes(4).toString('hex')}`);
  for (const migrate of migrations) await migrate(database);
  personalData = new PersonalData(database, KeyRing.fromSecret(`k1:${randomBytes(32).toString('base64')}`));
  jobs = new CrossValidationsRepository(database, personalData);
});
beforeEach(async () => {
  await database.collection('cross_validations').deleteMany({});
});
afterAll(async () => {
  await database.db.dropDatabase();
  await database.close();
});

const add = async (_id = newId('chk')): Promise<string> => {
  const about = { tenantId: 'acme', sessionId: newId('ses'), causationId: 'evt_1', correlationId: 'evt_1' };
  await database.transaction((tx) =>
    jobs.add({ _id, ...about, createdAt: start, attempts: 0, dueAt: start }, tx),
  );
  return _id;
};
const claim = async (at: Date): Promise<ClaimedCrossValidation> => {
  const job = await jobs.claim(at);
  if (!job) throw new Error('there is no job to claim');
  return job;
};
const end = async (job: ClaimedCrossValidation): Promise<boolean> => {
  const sealed = await jobs.seal(job, evidence);
  return database.transaction((tx) => jobs.end(job, sealed, tx));
};

describe('the cross-validations of sessions', () => {
  it('are held by one worker at a time', async () => {
    await add();
    const claimed = await Promise.all([jobs.claim(start), jobs.claim(start)]);
    expect(claimed.filter((job) => job !== null)).toHaveLength(1);
  });

  it('go to another worker when the first one died, whose end then counts for nothing', async () => {
    await add();
    const first = await claim(start);
    expect(await jobs.claim(later(leaseMs - 1))).toBeNull();
    const second = await claim(later(leaseMs));
    expect(second.attempts).toBe(2);
    expect(await end(first)).toBe(false);
    await jobs.giveBack(first, later(0));
    await jobs.remove(first);
    expect(await end(second)).toBe(true);
  });

  it('wait for their time when they are given back', async () => {
    await add();
    await jobs.giveBack(await claim(start), later(5_000));
    expect(await jobs.claim(later(4_999))).toBeNull();
    expect(await claim(later(5_000))).toMatchObject({ attempts: 2 });
  });

  it('are not begun again once they have ended, also when they are asked for again', async () => {
    const id = await add();
    await end(await claim(start));
    await add(id);
    expect(await jobs.claim(later(leaseMs * 10))).toBeNull();
  });

  it('show what they found to their tenant only, and not before they ended', async () => {
    const id = await add();
    const job = await claim(start);
    expect(await jobs.evidence('acme', id)).toBeUndefined();
    await end(job);
    expect(await jobs.evidence('acme', id)).toEqual(evidence);
    expect(await jobs.evidence('other', id)).toBeUndefined();
  });

  it('keep nothing that could be read without the session’s key, and nothing with it once that is erased', async () => {
    const id = await add();
    const job = await claim(start);
    await end(job);
    const row = await database.collection<{ evidence: Binary }>('cross_validations').findOne();
    const stored = Buffer.from(row?.evidence.buffer ?? []).toString('latin1');
    expect(stored.length).toBeGreaterThan(secret.length);
    expect(stored).not.toContain(secret);
    await personalData.erase({ tenantId: job.tenantId, id: job.sessionId });
    await expect(jobs.evidence('acme', id)).rejects.toMatchObject({ code: 'not_found' });
    await database.transaction((tx) => jobs.removeAll(job, tx));
    expect(await database.collection('cross_validations').countDocuments()).toBe(0);
  });
});
