import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { backOffice } from '#libs/service-stage';
import { ScreeningStage } from '../testing/screening-stage.js';

const acme = backOffice('acme');

let stage: ScreeningStage;
beforeAll(async () => {
  stage = await ScreeningStage.start();
});
afterAll(async () => {
  await stage.stop();
});

const unknownId = 'scr_01jd8x0000000000000000a001';

describe('POST /kyc/screenings', () => {
  const person = { type: 'individual', name: 'Gregor Vantolski' };

  it.each([
    ['nothing to look for', { type: 'any' }, '/name', 'required'],
    ['no type', { name: 'Gregor Vantolski' }, '/type', 'required'],
    ['a strange type', { ...person, type: 'robot' }, '/type', 'not_allowed'],
    ['an unknown property', { ...person, surname: 'V' }, '/surname', 'unknown_property'],
    ['an empty name', { ...person, name: '' }, '/name', 'too_short'],
    ['a name of signs', { ...person, name: '🦊 !!' }, '/name', 'not_screenable'],
    ['a control character', { ...person, name: 'Gregor\u0000Vantolski' }, '/name', 'wrong_format'],
    ['a line break', { ...person, name: 'Gregor\nVantolski' }, '/name', 'wrong_format'],
    ['a reversing sign', { ...person, name: 'Gregor \u202eiksl' }, '/name', 'wrong_format'],
    ['an endless name', { ...person, name: 'a'.repeat(401) }, '/name', 'too_long'],
    ['a name that is a number', { ...person, name: 7 }, '/name', 'wrong_type'],
    ['an alias of signs', { ...person, aliases: ['Grischa', '--'] }, '/aliases/1', 'not_screenable'],
    ['a day that is not in the calendar', { ...person, dob: '1990-02-30' }, '/dob', 'wrong_format'],
    ['a date of another notation', { ...person, dob: '17.04.1961' }, '/dob', 'wrong_format'],
    ['a country by name', { ...person, countries: ['Russia'] }, '/countries/0', 'wrong_format'],
    ['a country that does not exist', { ...person, countries: ['QQ'] }, '/countries/0', 'unknown_country'],
    ['a strange gender', { ...person, gender: 'm' }, '/gender', 'not_allowed'],
    [
      'an identifier without value',
      { ...person, identifiers: [{ type: 'passport' }] },
      '/identifiers/0/value',
      'required',
    ],
    ['an empty list of wallets', { type: 'any', wallets: [] }, '/wallets', 'too_short'],
    ['a list that is not loaded', { ...person, lists: ['house', 'moon'] }, '/lists/1', 'unknown_list'],
    ['topics that no list has', { ...person, topics: ['weather'] }, '/topics', 'unknown_topic'],
    ['a score above one', { ...person, min_score: 1.1 }, '/min_score', 'out_of_range'],
    ['no matches wanted', { ...person, limit: 0 }, '/limit', 'out_of_range'],
  ])('refuses %s and says where', async (_, body, pointer, code) => {
    const { status, body: problem } = await stage.call(acme, 'POST', '/kyc/screenings', body);
    expect({ status, code: problem['code'] }).toEqual({ status: 422, code: 'invalid_request' });
    expect(problem['errors']).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it('refuses a key without the scope', async () => {
    const caller = { kind: 'api_key', tenantId: 'acme', id: 'key_2', scopes: ['kyc:read'] } as const;
    expect((await stage.call(caller, 'POST', '/kyc/screenings', person)).status).toBe(403);
    expect((await stage.call(undefined, 'POST', '/kyc/screenings', person)).status).toBe(401);
  });

  it('finds a listed person, explains the match and keeps the screening', async () => {
    const asked = { ...person, dob: '1961-04-17', countries: ['RU'], client_id: 'customer-7' };
    const { status, body } = await stage.call(acme, 'POST', '/kyc/screenings', asked);
    expect(status).toBe(201);
    expect(body['outcome']).toBe('match');
    expect(body['lists']).toEqual([
      {
        id: 'house',
        version: expect.any(String),
        as_of: expect.any(String),
        entries: 4,
      },
    ]);
    expect(body['matches']).toEqual([
      expect.objectContaining({
        list: 'house',
        source_id: 'p1',
        matched_name: { value: 'Gregor Vantolski', kind: 'primary' },
        strength: 'strong',
        topics: ['sanction'],
        programmes: ['TEST-1'],
      }),
    ]);
    const kept = await stage.call(acme, 'GET', `/kyc/screenings/${String(body['screening_id'])}`);
    expect([kept.status, kept.body]).toEqual([200, body]);
  });

  it('answers clear when nobody on the lists is like the subject', async () => {
    const { body } = await stage.call(acme, 'POST', '/kyc/screenings', {
      type: 'individual',
      name: 'Ottilie Braunschmidt',
    });
    expect(body).toMatchObject({ outcome: 'clear', matches: [] });
  });

  it('asks for a review when the matches are not strong', async () => {
    const almost = { type: 'individual', name: 'Gregory Vantol', min_score: 0.5 };
    const { body } = await stage.call(acme, 'POST', '/kyc/screenings', almost);
    expect(body['outcome']).toBe('review');
    expect((body['matches'] as { strength: string }[]).map(({ strength }) => strength)).not.toContain(
      'strong',
    );
  });

  it('finds a wallet and an identity number without any name', async () => {
    const wallet = { type: 'any', wallets: ['1BoatSLRHtKNngkdXEeobR76b53LETtpyT'] };
    const passport = { type: 'any', identifiers: [{ type: 'passport', value: 'x 1234567', country: 'RU' }] };
    for (const body of [wallet, passport]) {
      const answer = await stage.call(acme, 'POST', '/kyc/screenings', body);
      expect(answer.body).toMatchObject({ outcome: 'match', matches: [{ source_id: 'p1' }] });
    }
  });

  it('looks only for the topics asked for', async () => {
    const { body } = await stage.call(acme, 'POST', '/kyc/screenings', { ...person, topics: ['pep'] });
    expect(body['outcome']).toBe('clear');
  });

  it('stores nothing when no record is wanted', async () => {
    const { status, body } = await stage.call(acme, 'POST', '/kyc/screenings', { ...person, record: false });
    expect({ status, outcome: body['outcome'] }).toEqual({ status: 200, outcome: 'match' });
    expect((await stage.call(acme, 'GET', `/kyc/screenings/${String(body['screening_id'])}`)).status).toBe(
      404,
    );
  });

  it('stores nothing that could be read without the keys', async () => {
    await stage.call(acme, 'POST', '/kyc/screenings', { ...person, client_id: 'customer-8' });
    const stored = await stage.everythingStored();
    expect(stored).toContain('scr_');
    expect(stored).not.toMatch(/gregor|vantolski|customer-8|TEST-1/i);
  });
});

describe('GET /kyc/screenings/{id}', () => {
  it('does not show the screenings of another tenant', async () => {
    const { body } = await stage.call(acme, 'POST', '/kyc/screenings', { type: 'any', name: 'Brightwater' });
    const path = `/kyc/screenings/${String(body['screening_id'])}`;
    expect((await stage.call(backOffice('other'), 'GET', path)).status).toBe(404);
    expect((await stage.call(acme, 'GET', `/kyc/screenings/${unknownId}`)).status).toBe(404);
  });
});

describe('POST /kyc/screenings/batch', () => {
  it('refuses the whole batch for one mistake and says in which item', async () => {
    const items = [
      { type: 'any', name: 'Brightwater' },
      { type: 'any', name: 'x', dob: '1990-13' },
    ];
    const { status, body } = await stage.call(acme, 'POST', '/kyc/screenings/batch', { items });
    expect(status).toBe(422);
    expect(body['errors']).toEqual([expect.objectContaining({ pointer: '/items/1/dob' })]);
  });

  it.each([
    ['none', 0],
    ['more than 1,000', 1_001],
  ])('refuses a batch of %s', async (_, length) => {
    const items = Array.from({ length }, () => ({ type: 'any', name: 'Brightwater' }));
    expect((await stage.call(acme, 'POST', '/kyc/screenings/batch', { items })).status).toBe(422);
  });

  it('answers in the order of the items and keeps each', async () => {
    const names = ['Ottilie Braunschmidt', 'Maribel Quintarosa', 'Gregor Vantolski'];
    const items = names.map((name) => ({ type: 'individual', name }));
    const { status, body } = await stage.call(acme, 'POST', '/kyc/screenings/batch', { items });
    const data = body['data'] as {
      screening_id: string;
      outcome: string;
      matches: { source_id: string }[];
    }[];
    expect(status).toBe(200);
    expect(data.map(({ matches }) => matches[0]?.source_id)).toEqual([undefined, 'p2', 'p1']);
    const kept = await stage.call(acme, 'GET', `/kyc/screenings/${String(data[2]?.screening_id)}`);
    expect(kept.body).toEqual(data[2]);
  });
});

describe('GET /kyc/lists', () => {
  it('says which lists are in use, their version and age', async () => {
    const { status, body } = await stage.call(acme, 'GET', '/kyc/lists');
    expect(status).toBe(200);
    expect(body['data']).toEqual([
      {
        id: 'house',
        source: 'house.csv',
        version: expect.stringMatching(/^[0-9a-f]{16}$/),
        as_of: expect.any(String),
        age_days: 0,
        entries: 4,
        names: 5,
        last_refresh: { at: expect.any(String), problem: null },
      },
    ]);
  });
});

describe('what is not built yet', () => {
  it.each([
    ['POST', '/kyc/lists/refresh'],
    ['POST', `/kyc/screenings/${unknownId}/matches/ent_1/resolution`],
    ['GET', '/kyc/watchlists'],
    ['POST', '/kyc/watchlists'],
    ['GET', '/kyc/watchlists/subjects?session_id=ses_1'],
    ['GET', '/kyc/watchlists/wtl_1'],
    ['POST', '/kyc/watchlists/wtl_1/subjects'],
    ['DELETE', '/kyc/watchlists/wtl_1/subjects/sub_1'],
    ['GET', '/kyc/watchlists/wtl_1/runs/run_1'],
    ['GET', '/kyc/watchlists/wtl_1/alerts'],
  ])('%s %s says so', async (method, path) => {
    const { status, body } = await stage.call(acme, method, path, method === 'POST' ? {} : undefined);
    expect({ status, code: body['code'] }).toEqual({ status: 501, code: 'not_implemented' });
  });
});
