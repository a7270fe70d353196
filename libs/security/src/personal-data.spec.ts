import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { Binary } from 'mongodb';
import { Database } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import { sharedMongoUri } from '#libs/testing';
import { KeyRing } from './key-ring.js';
import { PersonalData, type DataSubject } from './personal-data.js';

const key = (id: string): [string, Buffer] => [id, randomBytes(32)];
const subject: DataSubject = { tenantId: 'default', id: 'ses_1' };

let database: Database;
let keyRing: KeyRing;
let personalData: PersonalData;

beforeAll(async () => {
  database = await Database.connect(sharedMongoUri(), `personal_data_${randomUUID()}`);
  keyRing = new KeyRing(new Map([key('k1')]));
  personalData = new PersonalData(database, keyRing);
});
afterAll(async () => {
  await database.db.dropDatabase();
  await database.close();
});

describe('personal data', () => {
  it('cannot be opened once its bytes were changed', async () => {
    const sealed = await personalData.sealBytes(subject, 'name', Buffer.from('Anna'));
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    await expect(personalData.openBytes(subject, 'name', sealed)).rejects.toThrow();
  });

  it('cannot be moved to another place or to another session', async () => {
    const sealed = await personalData.seal(subject, 'name', 'Anna');
    await expect(personalData.open(subject, 'email', sealed)).rejects.toThrow();
    await expect(personalData.open({ ...subject, id: 'ses_2' }, 'name', sealed)).rejects.toThrow();
  });

  it('is gone for good once the session was erased, in every process and for late writers', async () => {
    const erased = { tenantId: 'default', id: 'ses_erased' };
    const sealed = await personalData.seal(erased, 'name', 'Anna');
    await personalData.erase(erased);
    await expect(personalData.open(erased, 'name', sealed)).rejects.toThrow(DomainRefusal);
    await expect(personalData.seal(erased, 'name', 'Anna')).rejects.toThrow(DomainRefusal);
    await expect(new PersonalData(database, keyRing).open(erased, 'name', sealed)).rejects.toThrow(
      DomainRefusal,
    );
  });

  it('cannot be read with another installation’s keys', async () => {
    const sealed = await personalData.seal(subject, 'name', 'Anna');
    const stranger = new PersonalData(database, new KeyRing(new Map([key('k1')])));
    await expect(stranger.open(subject, 'name', sealed)).rejects.toThrow();
  });

  it('comes back as it went in', async () => {
    const value = { name: 'Zoë 張', list: [1, null, true] };
    const sealed = await personalData.seal(subject, 'form', value);
    expect(sealed).toBeInstanceOf(Binary);
    expect(Buffer.from(sealed.buffer).includes('Zoë')).toBe(false);
    expect(await personalData.open(subject, 'form', sealed)).toEqual(value);
  });

  it('is sealed with one key per session however many writers start at once', async () => {
    const subjects = Array.from({ length: 20 }, () => ({ tenantId: 'default', id: `ses_${randomUUID()}` }));
    const writers = Array.from({ length: 5 }, () => new PersonalData(database, keyRing));
    for (const one of subjects) {
      const sealed = await Promise.all(writers.map((writer, i) => writer.seal(one, 'value', i)));
      const reader = new PersonalData(database, keyRing);
      expect(await Promise.all(sealed.map((value) => reader.open(one, 'value', value)))).toEqual([
        0, 1, 2, 3, 4,
      ]);
    }
  });
});

describe('a key ring', () => {
  it('refuses keys that are too short', () => {
    expect(() => KeyRing.fromSecret('k1:c2hvcnQ=')).toThrow('MASTER_KEYS');
  });

  it('keeps the tenants apart', () => {
    const wrapped = keyRing.wrap('a', randomBytes(32));
    expect(() => keyRing.unwrap('b', wrapped)).toThrow();
  });

  it('still opens what an older key wrapped after a new one became current', () => {
    const [oldKey, newKey] = [key('old'), key('new')];
    const dataKey = randomBytes(32);
    const wrapped = new KeyRing(new Map([oldKey])).wrap('a', dataKey);
    const rotated = new KeyRing(new Map([newKey, oldKey]));
    expect(rotated.unwrap('a', wrapped)).toEqual(dataKey);
    expect(rotated.wrap('a', dataKey).keyId).toBe('new');
  });
});
