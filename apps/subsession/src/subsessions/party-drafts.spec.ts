import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { endUser } from '#libs/service-stage';
import { SubsessionStage } from '../testing/subsession-stage.js';

type Json = Record<string, unknown>;

let stage: SubsessionStage;
beforeAll(async () => {
  stage = await SubsessionStage.start();
});
afterAll(() => stage.stop());

const draft = (draft_id: string, name: string, more: Json = {}): Json => ({
  ...{ draft_id, name, entity_type: 'individual', role: 'shareholder', source: `form:form/${draft_id}` },
  ...more,
});
const ada = draft('draft_ada', 'Ada Byron');
const bo = draft('draft_bo', 'Bo Ek');

let parent: string;
beforeEach(() => {
  parent = stage.workflow.open({ drafts: [ada, bo] });
});

const offered = async (): Promise<unknown[]> => {
  const { body } = await stage.call(endUser(parent), 'GET', '/public/session/subsessions');
  return (body['drafts'] as Json[]).map(({ draft_id }) => draft_id);
};
const used = {
  status: 409,
  body: { code: 'already_exists', errors: [{ pointer: '/draft_id', code: 'draft_used' }] },
};

describe('a draft', () => {
  it('that is none of the session’s is refused', async () => {
    expect(await stage.invite(parent, { draft_id: 'draft_x' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/draft_id', code: 'unknown_draft' }] },
    });
  });

  it('makes one party, however often it is sent', async () => {
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await stage.invite(parent, { draft_id: 'draft_ada' })).status);
    expect(statuses).toEqual([201, 409, 409]);
    expect(await stage.invite(parent, { draft_id: 'draft_ada' })).toMatchObject(used);
    expect(await stage.partiesOf(parent)).toHaveLength(1);
  });

  it('makes one party of requests that race', async () => {
    const racing = Array.from({ length: 4 }, () => stage.invite(parent, { draft_id: 'draft_ada' }));
    const statuses = (await Promise.all(racing)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 409, 409, 409]);
    expect(await stage.partiesOf(parent)).toHaveLength(1);
  });

  it('is used up when its party is given another name', async () => {
    await stage.invite(parent, { draft_id: 'draft_ada', name: 'Augusta Ada King' });
    expect(await offered()).toEqual(['draft_bo']);
    expect(await stage.invite(parent, { draft_id: 'draft_ada' })).toMatchObject(used);
  });

  it('is used up when somebody of its name was invited without it, however the name is written', async () => {
    await stage.invite(parent, { name: ' ADA-BYRON' });
    expect(await offered()).toEqual(['draft_bo']);
    expect(await stage.invite(parent, { draft_id: 'draft_ada' })).toMatchObject(used);
  });

  it('can be used again once its party was withdrawn', async () => {
    const { body } = await stage.invite(parent, { draft_id: 'draft_ada' });
    const path = `/public/session/subsessions/${String(body['subsession_id'])}`;
    expect((await stage.call(endUser(parent), 'DELETE', path)).status).toBe(204);
    expect(await offered()).toEqual(['draft_ada', 'draft_bo']);
    expect((await stage.invite(parent, { draft_id: 'draft_ada' })).status).toBe(201);
  });

  it('is offered once for each role that a name is given', async () => {
    const again = draft('draft_again', 'ADA  BYRON');
    const director = draft('draft_director', 'Ada Byron', { role: 'director' });
    parent = stage.workflow.open({ drafts: [ada, again, director] });
    expect(await offered()).toEqual(['draft_ada', 'draft_director']);
  });
});
