import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { newId } from '#libs/platform';
import type { Caller } from '#libs/security';
import { findProfileFields, type DocumentReading } from '../reading/index.js';
import { type Answer } from '#libs/service-stage';
import { DocumentStage, permitAll } from '../testing/document-stage.js';

type Json = Record<string, unknown>;

let stage: DocumentStage;
let tenantId: string;
let picture: string;

beforeAll(async () => {
  stage = await DocumentStage.start();
  const blank = sharp({ create: { width: 60, height: 40, channels: 3, background: '#8fa' } });
  picture = (await blank.png().toBuffer()).toString('base64');
});
afterAll(async () => stage?.stop());
beforeEach(() => {
  tenantId = newId('key');
  stage.analyzer.reset();
  stage.permits(permitAll);
});

const path = '/kyc/extraction-profiles';
const scopes = ['kyc:read', 'kyc:create', 'kyc:delete'] as const;
const keyOf = (tenant: string, ...allowed: (typeof scopes)[number][]): Caller => ({
  ...{ kind: 'api_key', tenantId: tenant, id: 'k' },
  scopes: allowed.length > 0 ? allowed : scopes,
});
const call = (method: string, at = '', body?: unknown, caller = keyOf(tenantId)): Promise<Answer> =>
  stage.call(caller, method, path + at, body);

const deed = (more: Json = {}): Json => ({
  profile_id: 'deed',
  name: 'Notarial deed',
  document_types: ['custom'],
  fields: [
    { name: 'deed_number', type: 'text', labels: ['Deed number'], pattern: '\\d+', required: true },
    { name: 'notary', type: 'name', labels: ['Notary'] },
  ],
  ...more,
});
const field = (more: Json): Json => ({ ...{ name: 'x', type: 'text', labels: ['Label'] }, ...more });
const mistakesOf = ({ status, body }: Answer): string[] => {
  expect([status, body['code']]).toEqual([422, 'invalid_request']);
  return (body['errors'] as Json[]).map(({ pointer, code }) => `${String(pointer)} ${String(code)}`);
};

describe('an extraction profile', () => {
  it.each([
    [{ profile_id: undefined }, '/profile_id required'],
    [{ profile_id: 'a b' }, '/profile_id wrong_format'],
    [{ profile_id: '..' }, '/profile_id wrong_format'],
    [{ name: '' }, '/name too_short'],
    [{ document_types: [] }, '/document_types too_short'],
    [{ document_types: ['deed'] }, '/document_types/0 not_allowed'],
    [{ document_types: ['id', 'id'] }, '/document_types/1 not_unique'],
    [{ fields: [] }, '/fields too_short'],
    [{ fields: [field({ name: 'Deed Number' })] }, '/fields/0/name wrong_format'],
    [{ fields: [field({ name: '__proto__' })] }, '/fields/0/name wrong_format'],
    [{ fields: [field({ type: 'boolean' })] }, '/fields/0/type not_allowed'],
    [{ fields: [field({ labels: [] })] }, '/fields/0/labels too_short'],
    [{ fields: [field({ labels: ['a'.repeat(101)] })] }, '/fields/0/labels/0 too_long'],
    [{ fields: [field({ pattern: '(?=x)' })] }, '/fields/0/pattern wrong_format'],
    [{ fields: [field({ name: 'mrz' })] }, '/fields/0/name not_allowed'],
    [{ fields: [field({ required: 'yes' })] }, '/fields/0/required wrong_type'],
    [{ fields: [field({ colour: 'red' })] }, '/fields/0/colour unknown_property'],
    [{ colour: 'red' }, '/colour unknown_property'],
  ])('is refused with %j', async (change, expected) => {
    expect(mistakesOf(await call('POST', '', deed(change)))).toEqual([expected]);
    expect((await call('GET')).body['data']).toEqual([]);
  });

  it('needs the scope of what is done with it', async () => {
    await call('POST', '', deed());
    const without = (scope: string): Caller => keyOf(tenantId, ...scopes.filter((one) => one !== scope));
    for (const [method, at, body, scope] of [
      ['POST', '', deed({ profile_id: 'b' }), 'kyc:create'],
      ['PUT', '/deed', deed(), 'kyc:create'],
      ['GET', '', undefined, 'kyc:read'],
      ['GET', '/deed', undefined, 'kyc:read'],
      ['DELETE', '/deed', undefined, 'kyc:delete'],
    ] as const)
      expect((await call(method, at, body, without(scope))).status).toBe(403);
    expect((await call('GET', '/deed')).status).toBe(200);
  });

  it('is created, and shown as it was created with its defaults', async () => {
    const created = await call('POST', '', deed());
    expect(created.status).toBe(201);
    const { created_at, updated_at, ...shown } = created.body;
    expect(shown).toEqual(
      deed({
        fields: [
          { name: 'deed_number', type: 'text', labels: ['Deed number'], pattern: '\\d+', required: true },
          { name: 'notary', type: 'name', labels: ['Notary'], required: false },
        ],
      }),
    );
    expect(new Date(String(created_at)).toISOString()).toBe(updated_at);
    expect((await call('GET', '/deed')).body).toEqual(created.body);
    expect((await call('GET')).body).toEqual({ data: [created.body], next_cursor: null });
  });

  it('has an id that is taken once in a tenant, also of two that are created at the same time', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => call('POST', '', deed())));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'already_exists',
      errors: [{ pointer: '/profile_id', code: 'not_unique' }],
    });
    expect((await call('POST', '', deed(), keyOf(newId('key')))).status).toBe(201);
  });

  it('is not there for another tenant', async () => {
    await call('POST', '', deed());
    const stranger = keyOf(newId('key'));
    for (const [method, body] of [['GET'], ['PUT', deed()], ['DELETE']] as const)
      expect(await call(method, '/deed', body, stranger)).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
    expect((await call('GET', '', undefined, stranger)).body['data']).toEqual([]);
    expect((await call('GET', '/deed')).body['name']).toBe('Notarial deed');
  });

  it('is replaced as a whole and keeps its id', async () => {
    const { created_at } = (await call('POST', '', deed())).body;
    expect(mistakesOf(await call('PUT', '/deed', deed({ profile_id: 'other' })))).toEqual([
      '/profile_id not_allowed',
    ]);
    expect(mistakesOf(await call('PUT', '/deed', { ...deed(), created_at }))).toEqual([
      '/created_at unknown_property',
    ]);
    const content = { name: 'New', document_types: ['other'], fields: [field({})] };
    const replaced = await call('PUT', '/deed', content);
    expect(replaced).toMatchObject({ status: 200, body: { profile_id: 'deed', created_at, name: 'New' } });
    expect((await call('GET', '/deed')).body).toEqual(replaced.body);
    expect((await call('PUT', '/nothing', content)).status).toBe(404);
  });

  it('is gone when it is deleted, and its id can be used again', async () => {
    await call('POST', '', deed());
    expect((await call('DELETE', '/deed')).status).toBe(204);
    expect((await call('DELETE', '/deed')).status).toBe(404);
    expect((await call('GET', '/deed')).status).toBe(404);
    expect((await call('PUT', '/deed', deed())).status).toBe(404);
    expect((await call('GET')).body['data']).toEqual([]);
    const again = await Promise.all([1, 2].map(() => call('POST', '', deed({ name: 'Again' }))));
    expect(again.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await call('GET', '/deed')).body['name']).toBe('Again');
  });

  it('is listed by id, a page at a time', async () => {
    for (const id of ['c', 'a', 'e', 'b', 'd']) await call('POST', '', deed({ profile_id: id }));
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await call('GET', `?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push((body['data'] as Json[]).map(({ profile_id }) => profile_id));
      cursor = (body['next_cursor'] as string | null) ?? '';
    } while (cursor);
    expect(seen).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect((await call('GET', '?limit=0')).body['code']).toBe('invalid_query');
    expect((await call('GET', '?page=2')).body['code']).toBe('invalid_query');
  });

  it('is listed through an index, in its order', async () => {
    const rows = stage.database.collection('extraction_profiles');
    const query = rows.find({ tenantId, deletedAt: null, profileId: { $gt: 'a' } }).sort({ profileId: 1 });
    const plan = JSON.stringify(await query.explain('queryPlanner'));
    expect(plan).toContain('IXSCAN');
    expect(plan).not.toMatch(/"stage":"(COLLSCAN|SORT)"/);
  });
});

describe('the lookup of profiles', () => {
  const lookup = (profile_ids: unknown, caller?: Caller): Promise<Answer> =>
    stage.call(caller ?? { kind: 'service', tenantId, id: 'workflow' }, 'POST', lookupPath, {
      profile_ids,
    });
  const lookupPath = '/internal/extraction-profiles/lookup';

  it('is for services, and knows those of the tenant that were not deleted', async () => {
    await call('POST', '', deed());
    await call('POST', '', deed({ profile_id: 'gone' }));
    await call('DELETE', '/gone');
    await call('POST', '', deed({ profile_id: 'strange' }), keyOf(newId('key')));
    expect((await lookup(['deed'], keyOf(tenantId))).status).toBe(403);
    expect((await lookup(['deed', 'gone', 'strange', 'never', 'x:y'])).body).toEqual({
      profiles: [{ profile_id: 'deed', document_types: ['custom'] }],
    });
    expect((await lookup([])).body).toEqual({ profiles: [] });
  });
});

describe('a document of a requirement with a profile', () => {
  let user: Caller & { kind: 'end_user' };

  beforeEach(() => {
    user = { kind: 'end_user', tenantId, sessionId: newId('ses') };
    stage.permits((asked) => ({ ...permitAll(asked), extraction_profile: 'deed' }));
    // Reads as the local reader does, from text that a spec gives.
    stage.analyzer.script = async (_attempt, { profile } = {}): Promise<DocumentReading> => ({
      ...{ provider: 'local', documentKind: 'unknown', warnings: [] },
      fields: { issuer: { value: 'Notaris Bergs', confidence: 0.7, source: 'text_layer' } },
      ...(profile && { profileFields: findProfileFields(profile, { lines, source: 'text_layer' }) }),
    });
    lines = [line('Deed number: 4711', 0), line('Notary: Anna Bergs', 20)];
  });

  let lines: Parameters<typeof findProfileFields>[1]['lines'];
  const line = (text: string, top: number): (typeof lines)[number] => ({
    ...{ text, confidence: 1, left: 0, right: text.length * 5 },
    ...{ top, bottom: top + 10 },
  });
  const upload = async (): Promise<string> => {
    const answer = await stage.call(user, 'POST', '/public/session/documents', {
      ...{ step_id: 'documents', document_type: 'custom', file_name: 'p.png', content_type: 'image/png' },
      data: picture,
    });
    expect([answer.status, answer.body['status']]).toEqual([201, 'processing']);
    return String(answer.body['doc_id']);
  };
  const extract = async (): Promise<Json> =>
    (await stage.call(user, 'POST', '/public/session/extract', { doc_id: await upload() })).body;

  it('is warned of for each required field that was not found', async () => {
    await call('POST', '', deed());
    lines = [line('Deed number: none', 0)];
    expect(await extract()).toMatchObject({
      status: 'extracted',
      fields: { issuer: { value: 'Notaris Bergs' } },
      warnings: [{ code: 'field_missing', detail: expect.stringContaining('deed_number') }],
    });
  });

  it('is read with it as soon as it comes, beside what is read anyway', async () => {
    await call('POST', '', deed());
    expect(await extract()).toMatchObject({
      status: 'extracted',
      fields: {
        issuer: { value: 'Notaris Bergs' },
        deed_number: { value: '4711', confidence: 0.9, source: 'text_layer' },
        notary: { value: 'Anna Bergs', confidence: 0.9, source: 'text_layer' },
      },
      warnings: [],
    });
  });

  it('is read with it although it was deleted, and with what it was changed into', async () => {
    await call('POST', '', deed());
    await call('PUT', '/deed', deed({ fields: [{ name: 'by', type: 'name', labels: ['Notary'] }] }));
    await call('DELETE', '/deed');
    expect((await extract())['fields']).toEqual({
      issuer: expect.anything(),
      by: { value: 'Anna Bergs', confidence: 0.9, source: 'text_layer' },
    });
  });

  it('is never read with the profile of another tenant', async () => {
    await call('POST', '', deed(), keyOf(newId('key')));
    expect((await extract())['fields']).toEqual({ issuer: expect.anything() });
  });
});
