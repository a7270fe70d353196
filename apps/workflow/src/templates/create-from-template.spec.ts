import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plainStep } from '../definitions/testing/minimal-definition.js';
import { backOffice, type Answer } from '#libs/service-stage';
import { WorkflowStage } from '../testing/workflow-stage.js';
import { templates } from './registry.js';

type Json = Record<string, unknown>;

let stage: WorkflowStage;
let tenants = 0;
beforeAll(async () => {
  stage = await WorkflowStage.start();
});
afterAll(() => stage.stop());

const newTenant = (): ReturnType<typeof backOffice> => backOffice(`tenant_${tenants++}`);
const from = (type: string, body?: unknown, caller = newTenant()): Promise<Answer> =>
  stage.call(caller, 'POST', `/kyc/workflows/from-template/${type}`, body);

async function workflowsOf(caller: ReturnType<typeof backOffice>): Promise<Json[]> {
  return (await stage.call(caller, 'GET', '/kyc/workflows')).body['data'] as Json[];
}

/** The workflow that beneficial owners go through. */
const partyOf = ({ body }: Answer): unknown =>
  (body['steps'] as Json[])
    .map((step) => (step['subsession_config'] as Json | undefined)?.['workflow_id'])
    .find(Boolean);

describe('a workflow from a template', () => {
  it.each([...templates.keys()])('%s is made whole, without a body too', async (type) => {
    const answer = await from(type);
    expect(answer).toMatchObject({
      status: 201,
      body: { version: 1, template_type: type, entity_types: templates.get(type)?.entityTypes },
    });
    expect(answer.headers.get('etag')).toBe('"1"');
  });

  it('takes a name and any property of the body', async () => {
    const body = {
      name: 'Ours',
      ttl_days: 3,
      validation_config: { face_match_threshold: 0.95, automation_rules: { country_rules: [] } },
    };
    expect((await from('basic-kyc', body)).body).toMatchObject({
      name: 'Ours',
      ttl_days: 3,
      validation_config: {
        run_lists: true,
        face_match_threshold: 0.95,
        automation_rules: { auto_process: true, country_rules: [] },
      },
    });
  });

  it('can be opened as a session', async () => {
    const caller = newTenant();
    const { body } = await from('basic-kyc', {}, caller);
    const opened = await stage.call(caller, 'POST', '/kyc/sessions', { workflow_id: body['workflow_id'] });
    expect(opened).toMatchObject({ status: 201, body: { workflow_version: 1 } });
  });
});

describe('overrides', () => {
  it.each<[string, unknown, string]>([
    ['a wrong type', { name: 7 }, '/name'],
    ['an unknown property', { nmae: 'x' }, '/nmae'],
    [
      'a value out of range',
      { validation_config: { face_match_threshold: 85 } },
      '/validation_config/face_match_threshold',
    ],
    [
      'a rule without an action',
      { validation_config: { automation_rules: { country_rules: [{ country_code: 'NL' }] } } },
      '/validation_config/automation_rules/country_rules/0/action',
    ],
    ['a type of customer that the template is not for', { entity_types: ['company'] }, '/entity_types'],
    ['steps that the template’s rules do not fit', { steps: [plainStep(1)] }, '/steps'],
    ['a list instead of an object', [], ''],
    ['text instead of an object', 'text', ''],
  ])('with %s are refused at their place in the body, and nothing is made', async (_what, body, pointer) => {
    const caller = newTenant();
    const { status, body: problem } = await from('basic-kyc', body, caller);
    expect(status).toBe(422);
    expect(problem).toMatchObject({ code: 'invalid_request' });
    expect((problem['errors'] as Json[]).map((error) => error['pointer'])).toContain(pointer);
    expect(await workflowsOf(caller)).toEqual([]);
  });

  it('do not help a template that does not exist, and need the scope to create', async () => {
    expect(await from('gold-kyc', {})).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await from('basic-kyc', {}, backOffice('acme', ['kyc:read']))).toMatchObject({ status: 403 });
  });
});

describe('the workflow for beneficial owners', () => {
  it('is made with that for the company, and both or neither', async () => {
    const caller = newTenant();
    const made = await from('company-kyc', {}, caller);
    const ids = (await workflowsOf(caller)).map(({ workflow_id }) => workflow_id);
    expect(ids.sort()).toEqual([made.body['workflow_id'], partyOf(made)].sort());
    const failing = newTenant();
    expect((await from('company-kyc', { ttl_days: 0 }, failing)).status).toBe(422);
    expect(await workflowsOf(failing)).toEqual([]);
  });

  it('serves the next company and the merchants of the tenant too', async () => {
    const caller = newTenant();
    const [first, second] = [
      await from('company-kyc', {}, caller),
      await from('merchant-onboarding', {}, caller),
    ];
    expect(partyOf(second)).toBe(partyOf(first));
    expect(await workflowsOf(caller)).toHaveLength(3);
    expect(partyOf(await from('company-kyc'))).not.toBe(partyOf(first));
  });

  it('is made anew once somebody has changed or deleted it', async () => {
    const caller = newTenant();
    const first = partyOf(await from('company-kyc', {}, caller));
    const path = `/kyc/workflows/${String(first)}`;
    const { body } = await stage.call(caller, 'GET', path);
    const { workflow_id: _, version: __, created_at: ___, created_by: ____, ...same } = body;
    expect((await stage.call(caller, 'PUT', path, { ...same, name: 'Ours' })).status).toBe(200);
    const second = partyOf(await from('company-kyc', {}, caller));
    expect(second).not.toBe(first);
    await stage.call(caller, 'DELETE', `/kyc/workflows/${String(second)}`);
    expect([first, second]).not.toContain(partyOf(await from('company-kyc', {}, caller)));
  });

  it('is not made when the body brings steps of its own', async () => {
    const caller = newTenant();
    const automation_rules = { form_field_rules: [], subsession_rules: [] };
    const body = { steps: [plainStep(1)], validation_config: { auto_face_match: false, automation_rules } };
    expect((await from('company-kyc', body, caller)).status).toBe(201);
    expect(await workflowsOf(caller)).toHaveLength(1);
  });
});
