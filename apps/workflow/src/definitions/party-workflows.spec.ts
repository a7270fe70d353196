import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { backOffice, type Answer } from '#libs/service-stage';
import { WorkflowStage } from '../testing/workflow-stage.js';
import { plainStep } from './testing/minimal-definition.js';

type Json = Record<string, unknown>;

const acme = backOffice('acme');
const at = (step: number): string => `/steps/${step}/subsession_config/workflow_id`;

/** A definition that sends related parties through these workflows. */
const sending = (...ids: string[]): Json => ({
  name: 'Test',
  steps: [
    plainStep(1),
    ...ids.map((workflow_id, i) => ({
      step_id: `parties_${i}`,
      order: i + 2,
      name: 'Parties',
      type: 'subsession_collection',
      subsession_config: { workflow_id },
    })),
  ],
});

let stage: WorkflowStage;
beforeAll(async () => {
  stage = await WorkflowStage.start();
});
afterAll(() => stage.stop());

async function create(...ids: string[]): Promise<string> {
  const { status, body } = await stage.call(acme, 'POST', '/kyc/workflows', sending(...ids));
  expect(status).toBe(201);
  return String(body['workflow_id']);
}

const put = (id: string, ...ids: string[]): Promise<Answer> =>
  stage.call(acme, 'PUT', `/kyc/workflows/${id}`, sending(...ids));
const mistakesOf = ({ status, body }: Answer): string[] => {
  expect(status).toBe(422);
  return (body['errors'] as Json[]).map(({ pointer, code, detail }) => [pointer, code, detail].join(' '));
};

describe('the workflows that related parties go through', () => {
  it('exist in the own tenant, and are reported with everything else that is wrong', async () => {
    const others = await stage.call(backOffice('other'), 'POST', '/kyc/workflows', sending());
    const body = { ...sending('wfl_none', String(others.body['workflow_id'])), ttl_days: 0 };
    const errors = (await stage.call(acme, 'POST', '/kyc/workflows', body)).body['errors'] as Json[];
    expect(errors.map(({ pointer, code }) => `${String(pointer)} ${String(code)}`)).toEqual([
      '/ttl_days out_of_range',
      `${at(1)} unknown_workflow`,
      `${at(2)} unknown_workflow`,
    ]);
    const judged = await stage.call(acme, 'POST', '/kyc/workflows/validate', body);
    expect(judged.body).toEqual({ valid: false, errors });
  });

  it('are not the workflow itself', async () => {
    const a = await create();
    expect(mistakesOf(await put(a, a))).toEqual([
      `${at(1)} recursive_workflow must not lead back to itself: ${a} → ${a}`,
    ]);
  });

  it('do not lead back to it through any number of others, by their latest versions', async () => {
    const c = await create();
    const b = await create(c);
    const a = await create(b);
    const [first] = mistakesOf(await put(c, a));
    expect(first).toBe(`${at(1)} recursive_workflow must not lead back to itself: ${c} → ${a} → ${b} → ${c}`);
    expect((await put(a)).status).toBe(200);
    expect((await put(c, a)).status).toBe(200);
  });

  it('nest three levels below a workflow and no deeper', async () => {
    const three = await create();
    const two = await create(three);
    const one = await create(two);
    const top = await create(one);
    const answer = await stage.call(acme, 'POST', '/kyc/workflows', sending(top));
    expect(mistakesOf(answer)).toEqual([
      `${at(1)} nested_too_deep must not nest deeper than 3 levels: this workflow → ${top} → ${one} → ${two} → ${three}`,
    ]);
  });

  it('may be named several times, and by several on the way', async () => {
    const shared = await create();
    const [left, right] = [await create(shared), await create(shared)];
    expect(
      (await stage.call(acme, 'POST', '/kyc/workflows', sending(left, right, shared, shared))).status,
    ).toBe(201);
  });

  it('do not come to lead back when two are changed at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await create(), await create()];
      const statuses = (await Promise.all([put(a, b), put(b, a)])).map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
      expect(statuses.every((status) => [200, 409, 422].includes(status))).toBe(true);
    }
  });

  it('may be deleted while others name them, and are unknown from then on', async () => {
    const party = await create();
    const parent = await create(party);
    expect((await stage.call(acme, 'DELETE', `/kyc/workflows/${party}`)).status).toBe(204);
    expect((await stage.call(acme, 'GET', `/kyc/workflows/${parent}`)).status).toBe(200);
    const [mistake] = mistakesOf(await put(parent, party, party));
    expect(mistake).toContain('unknown_workflow');
  });
});
