import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { backOffice, type Answer } from '#libs/service-stage';
import { WorkflowStage } from '../testing/workflow-stage.js';
import { plainStep } from './testing/minimal-definition.js';

type Json = Record<string, unknown>;

const acme = backOffice('acme');
const definition = (overrides: Json = {}): Json => ({ name: 'Test', steps: [plainStep(1)], ...overrides });

let stage: WorkflowStage;
beforeAll(async () => {
  stage = await WorkflowStage.start();
});
afterAll(() => stage.stop());

async function create(body: Json = definition()): Promise<string> {
  const { status, body: made } = await stage.call(acme, 'POST', '/kyc/workflows', body);
  expect(status).toBe(201);
  return String(made['workflow_id']);
}

const get = (id: string, query = ''): Promise<Answer> =>
  stage.call(acme, 'GET', `/kyc/workflows/${id}${query}`);
const put = (id: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  stage.call(acme, 'PUT', `/kyc/workflows/${id}`, body, headers);
const remove = (id: string, headers: Record<string, string> = {}): Promise<Answer> =>
  stage.call(acme, 'DELETE', `/kyc/workflows/${id}`, undefined, headers);
const storedVersions = (): Promise<number> => stage.database.collection('workflow_versions').countDocuments();

describe('a new version', () => {
  it('is answered whole, and the older one stays as it was', async () => {
    const id = await create();
    const answer = await put(id, definition({ name: 'Changed' }));
    expect(answer).toMatchObject({
      status: 200,
      body: { workflow_id: id, version: 2, name: 'Changed', ttl_days: 7 },
    });
    expect(answer.headers.get('etag')).toBe('"2"');
    expect((await get(id)).body).toEqual(answer.body);
    const first = await get(id, '?version=1');
    expect(first.body).toMatchObject({ version: 1, name: 'Test' });
    expect(first.headers.get('etag')).toBe('"1"');
    expect(await get(id, '?version=3')).toMatchObject({ status: 404 });
  });

  it('is run by new sessions only', async () => {
    const id = await create();
    const open = async (): Promise<Json> =>
      (await stage.call(acme, 'POST', '/kyc/sessions', { workflow_id: id })).body;
    const before = await open();
    await put(id, definition({ name: 'Changed' }));
    expect(before['workflow_version']).toBe(1);
    expect((await open())['workflow_version']).toBe(2);
    const { body } = await stage.call(acme, 'GET', `/kyc/sessions/${String(before['session_id'])}`);
    expect(body['workflow_version']).toBe(1);
  });

  it('is made by every replacement, also one that says the same', async () => {
    const id = await create();
    const { body } = await get(id);
    const { workflow_id: _, version: __, created_at: ___, created_by: ____, ...same } = body;
    expect(await put(id, same)).toMatchObject({ status: 200, body: { ...same, version: 2 } });
    expect(await put(id, same, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
    expect(await put(id, same, { 'if-match': '"2"' })).toMatchObject({ body: { version: 3 } });
    const { body: history } = await get(id, '/versions');
    expect(history).toMatchObject({ data: [{ version: 3, changes: [] }, { version: 2, changes: [] }, {}] });
  });

  it('is made of what was read and changed, unless another one was made meanwhile', async () => {
    const id = await create();
    const { body: read } = await get(id);
    const changed = { ...read, name: 'Changed' };
    expect(await put(id, changed)).toMatchObject({ status: 200, body: { name: 'Changed', version: 2 } });
    expect(await put(id, changed)).toMatchObject({ status: 412, body: { current_version: 2 } });
    const elsewhere = { ...read, workflow_id: await create() };
    expect(await put(id, elsewhere)).toMatchObject({
      status: 422,
      body: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/workflow_id' })]) },
    });
  });

  it('is not made of a definition with mistakes', async () => {
    const id = await create();
    const before = await storedVersions();
    expect(await put(id, { name: 7 })).toMatchObject({
      status: 422,
      body: { code: 'invalid_request', errors: [{ pointer: '/steps' }, { pointer: '/name' }] },
    });
    for (const body of [null, [], 'text', 7]) expect((await put(id, body)).status).toBe(422);
    expect(await storedVersions()).toBe(before);
  });

  it('needs a workflow of the own tenant and the scope to create', async () => {
    const id = await create();
    expect(await stage.call(backOffice('other'), 'PUT', `/kyc/workflows/${id}`, definition())).toMatchObject({
      status: 404,
    });
    expect(await put('wfl_none', {})).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const reader = backOffice('acme', ['kyc:read']);
    expect(await stage.call(reader, 'PUT', `/kyc/workflows/${id}`, definition())).toMatchObject({
      status: 403,
    });
  });

  it('gets a number of its own when several are made at once', async () => {
    const id = await create();
    const names = Array.from({ length: 8 }, (_, i) => `Racer ${i}`);
    const answers = await Promise.all(names.map((name) => put(id, definition({ name }))));
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const made = answers.filter(({ status }) => status === 200).map(({ body }) => Number(body['version']));
    expect(made.sort((a, b) => a - b)).toEqual(made.map((_, i) => i + 2));
    expect((await get(id)).body['version']).toBe(made.length + 1);
  });
});

describe('If-Match', () => {
  it.each(['"1"', 'W/"1"', '*', '"7", "1"', ' "1" '])('lets %s change version 1', async (tag) => {
    const id = await create();
    expect(await put(id, definition({ name: 'Changed' }), { 'if-match': tag })).toMatchObject({
      status: 200,
    });
  });

  it.each(['"2"', 'W/"2"', '1', '"1', '""', 'nonsense'])('does not let %s change version 1', async (tag) => {
    const id = await create();
    const refused = await put(id, definition({ name: 'Changed' }), { 'if-match': tag });
    expect(refused).toMatchObject({ status: 412, body: { code: 'precondition_failed', current_version: 1 } });
    expect(refused.body['detail']).toContain('If-Match: "1"');
    expect((await get(id)).body['version']).toBe(1);
  });

  it('lets exactly one of several who have seen the same version change it', async () => {
    const id = await create();
    const racers = Array.from({ length: 6 }, (_, i) =>
      put(id, definition({ name: `Racer ${i}` }), { 'if-match': '"1"' }),
    );
    const statuses = (await Promise.all(racers)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status !== 200).every((status) => [409, 412].includes(status))).toBe(
      true,
    );
  });

  it('holds for a deletion too', async () => {
    const id = await create();
    expect(await remove(id, { 'if-match': '"2"' })).toMatchObject({ status: 412 });
    expect(await remove(id, { 'if-match': '"1"' })).toMatchObject({ status: 204 });
  });
});

describe('the list of versions', () => {
  const versions = (id: string, query = ''): Promise<Answer> => get(id, `/versions${query}`);

  it('says newest first who changed what, and when', async () => {
    const id = await create();
    await put(id, definition({ tags: ['a'], steps: [plainStep(1), plainStep(2)] }));
    await put(
      id,
      definition({
        steps: [plainStep(1, { step_id: 'plain_2', custom_fields: plainStep(2)['custom_fields'] })],
      }),
    );
    const { body } = await versions(id);
    expect(body).toMatchObject({
      next_cursor: null,
      data: [
        { version: 3, is_latest: true, created_by: expect.any(String), changes_omitted: 0 },
        {
          version: 2,
          is_latest: false,
          changes: [
            { op: 'added', pointer: '/steps/1' },
            { op: 'added', pointer: '/tags/0' },
          ],
        },
        { version: 1, is_latest: false, changes: [] },
      ],
    });
    const [newest] = body['data'] as { changes: unknown[]; created_at: string }[];
    expect(Date.parse(newest?.created_at ?? '')).toBeGreaterThan(0);
    expect(newest?.changes).toEqual(
      expect.arrayContaining([
        { op: 'removed', pointer: '/tags/0' },
        { op: 'removed', pointer: '/steps/0' },
        { op: 'changed', pointer: '/steps/0/order' },
      ]),
    );
  });

  it('comes in pages, each compared with what the next begins with', async () => {
    const id = await create();
    for (const name of ['b', 'c', 'd', 'e']) await put(id, definition({ name }));
    const seen: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await versions(id, `?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(
        ...(body['data'] as Json[]).map(({ version, changes }) => [version, (changes as Json[]).length]),
      );
      cursor = body['next_cursor'] as string | null;
    }
    expect(seen).toEqual([
      [5, 1],
      [4, 1],
      [3, 1],
      [2, 1],
      [1, 0],
    ]);
  });

  it('lists a hundred changes and counts the others', async () => {
    const tags = (mark: string) => Array.from({ length: 50 }, (_, i) => `${mark}${i}`);
    const fields = (name: string) =>
      Array.from({ length: 80 }, (_, i) => ({ field_id: `f${i}`, name, type: 'text' }));
    const id = await create(
      definition({ tags: tags('a'), steps: [plainStep(1, { custom_fields: fields('A') })] }),
    );
    await put(id, definition({ tags: tags('b'), steps: [plainStep(1, { custom_fields: fields('B') })] }));
    const [newest] = (await versions(id)).body['data'] as Json[];
    expect(newest?.['changes']).toHaveLength(100);
    expect(newest?.['changes_omitted']).toBe(30);
  });

  it('refuses a cursor that is none, and shows other tenants nothing', async () => {
    const id = await create();
    expect(await versions(id, '?cursor=x')).toMatchObject({ status: 400, body: { code: 'invalid_query' } });
    expect(await stage.call(backOffice('other'), 'GET', `/kyc/workflows/${id}/versions`)).toMatchObject({
      status: 404,
    });
  });
});

describe('a deleted workflow', () => {
  it('is gone for everybody but the sessions that run on it', async () => {
    const id = await create();
    const { body } = await stage.call(acme, 'POST', '/kyc/sessions', { workflow_id: id });
    expect(await remove(id)).toMatchObject({ status: 204, body: {} });
    for (const answer of [
      await get(id),
      await get(id, '?version=1'),
      await get(id, '/versions'),
      await put(id, definition()),
      await remove(id),
      await stage.call(acme, 'POST', '/kyc/sessions', { workflow_id: id }),
    ])
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const list = await stage.call(acme, 'GET', '/kyc/workflows?limit=100');
    expect((list.body['data'] as Json[]).map(({ workflow_id }) => workflow_id)).not.toContain(id);
    const sessionId = String(body['session_id']);
    const completed = await stage.call(
      { kind: 'end_user', tenantId: 'acme', sessionId },
      'POST',
      '/public/session/step/plain_1/complete',
      { data: { text_1: 'x' } },
    );
    expect(completed).toMatchObject({ status: 200 });
  });

  it('was deleted with the scope for it, in the own tenant', async () => {
    const id = await create();
    expect(
      await stage.call(backOffice('acme', ['kyc:create']), 'DELETE', `/kyc/workflows/${id}`),
    ).toMatchObject({ status: 403 });
    expect(await stage.call(backOffice('other'), 'DELETE', `/kyc/workflows/${id}`)).toMatchObject({
      status: 404,
    });
    expect((await get(id)).status).toBe(200);
  });
});

describe('judging a definition', () => {
  const validate = (body: unknown): Promise<Answer> =>
    stage.call(acme, 'POST', '/kyc/workflows/validate', body);

  it.each([[[]], ['text'], [7], [true], [null], [{}], [{ name: '\ud800', steps: [plainStep(1)] }]])(
    'answers 200 for %j and says what is wrong',
    async (body) => {
      const { status, body: judged } = await validate(body);
      expect(status).toBe(200);
      expect(judged['valid']).toBe(false);
      expect(judged['errors']).not.toEqual([]);
    },
  );

  it('writes nothing', async () => {
    const before = await storedVersions();
    expect((await validate(definition())).body).toEqual({ valid: true, errors: [] });
    expect(await storedVersions()).toBe(before);
  });
});

describe('the queries', () => {
  const stagesOf = (plan: unknown): string[] =>
    [...JSON.stringify(plan).matchAll(/"stage":"([A-Z_]+)"/g)].map(([, name]) => name ?? '');

  it('use an index each, and sort by it', async () => {
    const workflows = stage.database.collection<{ _id: string }>('workflows');
    const list = workflows
      .find({ tenantId: 'acme', deletedAt: null, _id: { $lt: 'wfl_z' } })
      .sort({ _id: -1 });
    const versions = stage.database
      .collection('workflow_versions')
      .find({ tenantId: 'acme', workflowId: 'wfl_x', version: { $lt: 9 } })
      .sort({ version: -1 });
    const made = workflows
      .find({ tenantId: 'acme', madeAs: 'x', deletedAt: null, latestVersion: 1 })
      .sort({ _id: -1 });
    for (const query of [list, versions, made]) {
      const { queryPlanner } = (await query.explain('queryPlanner')) as {
        queryPlanner: { winningPlan: unknown };
      };
      const stages = stagesOf(queryPlanner.winningPlan);
      expect(stages).toContain('IXSCAN');
      expect(stages).not.toContain('COLLSCAN');
      expect(stages).not.toContain('SORT');
    }
  });
});
