import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { expectProblem, nowhere, startPlatform, type Platform } from '../testing/platform.js';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const core = {
  session_id: 'ses_1',
  status: 'active',
  steps: [],
  form_data: { s1: { name: 'Zoë' } },
  checks: [],
  processing_results: { phase: null },
};
const documents = [{ doc_id: 'doc_1', fields: {} }];
const biometrics = { selfie: { passed: true, qualities: [] } };
/** One party, whose own party is below it. */
const decision = { final_decision: 'approved', decided_at: 't', reasons: ['r'], decided_by: 'automation' };
const found = { checks: [], matches: [{ source: 'form:f/name' }], adverse_media: [], impacting_steps: [] };
const ids = { session_id: 'ses_2', step_id: 'owners', name: 'Ada', status: 'approved' };
const below = { subsession_id: 'sub_2', ...ids };
const party = { subsession_id: 'sub_1', ...ids, role: 'ubo' };
const ownership = { threshold: 25 };
const parties = {
  subsessions: [{ ...party, findings: { ...found, decision }, subsessions: [below] }],
  ownership,
};
/** What the view makes of it. */
const subsessions = [{ ...party, subsessions: [{ ...below, subsessions: [] }] }];
const undecided = { final_decision: null, decided_at: null, reasons: [] };
const results = [
  {
    ...{ ...party, parent_subsession_id: null, final_decision: 'approved', decided_at: 't', reasons: ['r'] },
    ...{ checks: [], matches: [{ source: 'form:f/name' }], adverse_media: [] },
  },
  {
    ...{ ...below, role: null, parent_subsession_id: 'sub_1', ...undecided },
    ...{ checks: [], matches: [], adverse_media: [] },
  },
];
const whole = {
  ...{ ...core, documents, biometrics, subsessions, ownership },
  processing_results: { phase: null, subsessions: results },
};

beforeEach(() => {
  platform.reset();
  const { workflow, document, biometrics: faces, subsession } = platform.owners;
  workflow.answers.set('GET /kyc/sessions/ses_1', { body: core, headers: { etag: '"7"' } });
  document.answers.set('GET /internal/sessions/ses_1/documents', { body: { documents } });
  faces.answers.set('GET /internal/sessions/ses_1/biometrics', { body: biometrics });
  subsession.answers.set('GET /internal/sessions/ses_1/subsessions', { body: parties });
});

describe('the composed view of a session', () => {
  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not_found'],
  ])('is refused as workflow refuses it (%d), and nobody else is asked', async (status, code) => {
    const headers = { 'content-type': 'application/problem+json' };
    platform.owners.workflow.answers.set('GET /kyc/sessions/ses_1', {
      status,
      headers,
      body: { status, code },
    });
    await expectProblem(await platform.asBackOffice('/kyc/sessions/ses_1'), status, code);
    expect(platform.callsInside()).toBe(1);
  });

  it('is 503 when workflow is down', async () => {
    platform.gateway.addresses.set('workflow', nowhere);
    await expectProblem(await platform.asBackOffice('/kyc/sessions/ses_1'), 503, 'unavailable');
    expect(platform.callsInside()).toBe(0);
  });

  it.each([
    ['down', undefined],
    ['too slow', { silent: true }],
    ['broken', { status: 500, body: { code: 'internal_error' } }],
    ['talking nonsense', { body: Buffer.from('<html>') }],
  ])('lacks only the part whose service is %s', async (_, answer) => {
    if (answer) platform.owners.document.answers.set('GET /internal/sessions/ses_1/documents', answer);
    else platform.gateway.addresses.set('document', nowhere);
    const view = await platform.asBackOffice('/kyc/sessions/ses_1');
    expect(view.status).toBe(200);
    expect(await view.json()).toEqual({ ...whole, documents: { available: false } });
  });

  it('lacks every part when workflow is alone', async () => {
    for (const name of ['document', 'biometrics', 'subsession'] as const)
      platform.gateway.addresses.set(name, nowhere);
    const missing = { available: false };
    expect(await (await platform.asBackOffice('/kyc/sessions/ses_1')).json()).toEqual({
      ...core,
      documents: missing,
      biometrics: missing,
      subsessions: missing,
      processing_results: { phase: null, subsessions: missing },
    });
  });

  it.each(['/kyc/sessions/ses_1', '/kyc/sessions/ses_1/', '/kyc/%73essions/ses%5F1'])(
    'has all parts, however its path is spelt: %s',
    async (path) => {
      const answer = await platform.asBackOffice(path);
      expect(answer.headers.get('etag')).toBe('"7"');
      expect(answer.headers.get('content-type')).toContain('application/json');
      expect(await answer.json()).toEqual(whole);
    },
  );

  it('is asked for in the name of the gateway and in the tenant of the key', async () => {
    await platform.asBackOffice('/kyc/sessions/ses_1');
    const header = platform.owners.document.calls[0]?.headers['x-kyc-identity'];
    expect(await platform.gateway.identity('document', header)).toEqual({
      kind: 'service',
      tenantId: 'default',
      id: 'gateway',
    });
  });

  it('is not composed for other calls at its path', async () => {
    await platform.asBackOffice('/kyc/sessions/ses_1', { method: 'PATCH', body: '{}' });
    expect(platform.owners.workflow.calls).toMatchObject([{ line: 'PATCH /kyc/sessions/ses_1' }]);
    expect(platform.callsInside()).toBe(1);
  });
});
