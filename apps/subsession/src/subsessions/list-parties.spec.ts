import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PartiesView } from '#libs/contracts';
import { backOffice, endUser, type Answer } from '#libs/service-stage';
import { SubsessionStage } from '../testing/subsession-stage.js';

type Json = Record<string, unknown>;

let stage: SubsessionStage;
let parent: string;
beforeAll(async () => {
  stage = await SubsessionStage.start();
});
afterAll(() => stage.stop());
beforeEach(() => {
  parent = stage.workflow.open({
    drafts: [{ draft_id: 'draft_1', name: 'Zoe', entity_type: 'individual', source: 'form:a/b' }],
  });
});

const asParty = (query: string): Promise<Answer> =>
  stage.call(endUser(parent), 'GET', `/public/session/subsessions${query}`);
const asBackOffice = (query: string): Promise<Answer> =>
  stage.call(backOffice('acme'), 'GET', `/kyc/sessions/${parent}/subsessions${query}`);
const forServices = async (): Promise<PartiesView> =>
  (
    await stage.call(
      { kind: 'service', tenantId: 'acme', id: 'workflow' },
      'GET',
      `/internal/sessions/${parent}/subsessions`,
    )
  ).body as unknown as PartiesView;

describe.each([
  ['the end user', asParty],
  ['the back office', asBackOffice],
])('the list of parties, for %s,', (_who, list) => {
  it.each([
    ['limit=0', '/limit'],
    ['limit=101', '/limit'],
    ['limit=many', '/limit'],
    ['cursor=garbage', '/cursor'],
    ['cursor=', '/cursor'],
    ['page=2', '/page'],
  ])('refuses ?%s', async (query, pointer) => {
    expect(await list(`?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid_query', errors: [{ pointer }] },
    });
  });

  it('is read page by page, oldest first, with the drafts on each', async () => {
    const names = ['Ada', 'Bo', 'Cy'];
    for (const name of names) await stage.invite(parent, { name });
    const read: unknown[] = [];
    let cursor: unknown = '';
    for (const expected of [2, 1]) {
      const { body } = await list(`?limit=2${cursor === '' ? '' : `&cursor=${String(cursor)}`}`);
      const data = body['data'] as Json[];
      expect(data).toHaveLength(expected);
      expect(body['drafts']).toMatchObject([{ draft_id: 'draft_1' }]);
      read.push(...data.map(({ name }) => name));
      cursor = body['next_cursor'];
    }
    expect(cursor).toBeNull();
    expect(read).toEqual(names);
    expect((await list('?limit=3')).body).toMatchObject({ next_cursor: null });
  });
});

describe('what other services see', () => {
  it('is the whole family, whatever its size', async () => {
    stage.workflow.step = { step_id: 'owners', workflow_id: 'wfl_party', max_subsessions: 30 };
    for (let i = 0; i < 21; i++) await stage.invite(parent, { name: `Holder ${i}` });
    expect((await forServices()).subsessions).toHaveLength(21);
    expect((await asParty('')).body['data']).toHaveLength(20);
  });

  it('has a party whose session is being opened as missing, unless its request died', async () => {
    const { body } = await stage.invite(parent);
    expect(await forServices()).not.toHaveProperty('opening');
    const rows = stage.database.collection('subsessions');
    await rows.updateOne({ parentSessionId: parent }, { $unset: { childSessionId: '' } });
    expect(await forServices()).toMatchObject({
      subsessions: [],
      opening: [{ subsession_id: body['subsession_id'], step_id: 'owners', status: 'opening' }],
    });
    const old = new Date(Date.now() - 61_000);
    await rows.updateOne({ parentSessionId: parent }, { $set: { createdAt: old } });
    expect(await forServices()).not.toHaveProperty('opening');
  });
});
