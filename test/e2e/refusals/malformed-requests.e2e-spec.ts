import { beforeAll, describe, expect, it } from '@jest/globals';
import { Applicant } from '../client/applicant.js';
import type { CreatedSession } from '../client/answers.js';
import type { CallOptions } from '../client/api.js';
import { routes } from '../client/routes.js';
import { connect } from '../client/suite.js';
import { identityDocuments, workflowOf } from '../client/workflows.js';
import { expectProblem } from './expect-problem.js';
import { bodyRoutes, exampleBodies, type BodyRoute } from './request-bodies.js';
import { expectStepUntouched } from './untouched.js';

const { api, backOffice } = connect();
let session: CreatedSession;

beforeAll(async () => {
  session = await backOffice.openSessionOf(workflowOf([identityDocuments]));
});

const send = (name: BodyRoute, options: CallOptions) =>
  api.call(name, {
    ...options,
    params: { session_id: session.session_id, token: session.access_token, step_id: 'documents' },
  });

const megabyte = 1024 * 1024;
const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe.each(bodyRoutes)('%s refuses', (name) => {
  const valid = JSON.stringify(exampleBodies[name]);

  it.each([
    ['JSON that is cut off', valid.slice(0, -1)],
    ['JSON with a comma too many', valid.replace(/\}$/, ',}')],
    ['text', 'nickname=x'],
    ['bytes', Uint8Array.from([0xff, 0xfe, 0x00, 0x80])],
    ['a __proto__ key', valid.replace(/^\{/, '{"__proto__":{"admin":true},')],
    ['a __proto__ key written with an escape', valid.replace(/^\{/, '{"\\u005f_proto__":{"admin":true},')],
    ['a constructor.prototype key', valid.replace(/^\{/, '{"constructor":{"prototype":{"admin":true}},')],
  ])('%s', async (_what, raw) => {
    expectProblem(await send(name, { raw }), 400, 'malformed_json');
  });

  it.each(['[]', '"text"', '7', 'true', 'null', '{}'])('%s instead of its body', async (raw) => {
    const answer = await send(name, { raw });
    if (name === 'validateWorkflow' && answer.status === 200)
      expect(answer.body).toMatchObject({ valid: false });
    else expectProblem(answer, [400, 422], ['malformed_json', 'invalid_request', 'invalid_submission']);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded'],
    ['XML', 'application/xml'],
    ['a type that is none', 'json'],
  ])('%s', async (_what, type) => {
    const answer = await send(name, { raw: valid, headers: { 'content-type': type } });
    expectProblem(answer, 415, 'unsupported_media_type');
  });

  it('plain text, unless a browser may have called JSON so', async () => {
    const answer = await send(name, { raw: valid, headers: { 'content-type': 'text/plain' } });
    if (routes[name].path.startsWith('/public/')) expect(answer.status).not.toBe(415);
    else expectProblem(answer, 415, 'unsupported_media_type');
  });

  it('a body that is compressed', async () => {
    const answer = await send(name, { raw: valid, headers: { 'content-encoding': 'gzip' } });
    expectProblem(answer, 415, 'unsupported_media_type');
  });

  it('a body beyond all limits', async () => {
    const raw = `{"name":"${'x'.repeat(16 * megabyte)}"}`;
    expectProblem(await send(name, { raw }), 413, 'payload_too_large');
    expect((await api.send('GET', `${api.options.baseUrl}/health/live`)).status).toBe(200);
  });

  it('a body nested thousands deep', async () => {
    const answer = await send(name, { raw: valid.replace(/^\{/, `{"surprise":${deep(20_000)},`) });
    if (name === 'validateWorkflow' && answer.status === 200)
      expect(answer.body).toMatchObject({ valid: false });
    else expectProblem(answer, [400, 422], ['malformed_json', 'invalid_request']);
  });

  it('a property it does not know', async () => {
    const answer = await send(name, { body: { ...exampleBodies[name], surprise: 1 } });
    if (name === 'validateWorkflow')
      expect(answer.body).toMatchObject({
        valid: false,
        errors: [{ pointer: '/surprise', code: 'unknown_property' }],
      });
    else expectProblem(answer, 422, 'invalid_request', '/surprise');
  });
});

describe('values of the wrong type', () => {
  const cases: { name: BodyRoute; change: Record<string, unknown>; pointer: string }[] = [
    { name: 'createWorkflow', change: { name: 7 }, pointer: '/name' },
    { name: 'createWorkflow', change: { ttl_days: 0 }, pointer: '/ttl_days' },
    { name: 'createWorkflow', change: { steps: {} }, pointer: '/steps' },
    { name: 'createSession', change: { workflow_id: ['wfl_none'] }, pointer: '/workflow_id' },
    { name: 'createSession', change: { workflow_id: { $ne: null } }, pointer: '/workflow_id' },
    { name: 'createSession', change: { ttl_days: 366 }, pointer: '/ttl_days' },
    { name: 'createSession', change: { ttl_days: 1.5 }, pointer: '/ttl_days' },
    { name: 'createSession', change: { metadata: [] }, pointer: '/metadata' },
    { name: 'createSession', change: { client_id: '' }, pointer: '/client_id' },
    { name: 'createSubsession', change: { name: 5 }, pointer: '/name' },
    { name: 'inviteParty', change: { name: 'x'.repeat(201) }, pointer: '/name' },
    { name: 'inviteParty', change: { entity_type: 'vessel' }, pointer: '/entity_type' },
    { name: 'screen', change: { type: 'ship' }, pointer: '/type' },
    { name: 'screen', change: { dob: '1 May 1970' }, pointer: '/dob' },
    { name: 'screen', change: { min_score: 2 }, pointer: '/min_score' },
    { name: 'screen', change: { limit: 0 }, pointer: '/limit' },
    { name: 'screen', change: { countries: ['Utopia'] }, pointer: '/countries/0' },
    { name: 'screen', change: { record: 'no' }, pointer: '/record' },
    { name: 'screenBatch', change: { items: [] }, pointer: '/items' },
    { name: 'screenBatch', change: { items: [{ type: 'individual', name: 3 }] }, pointer: '/items/0/name' },
    { name: 'initUpload', change: { size: '1000' }, pointer: '/size' },
    { name: 'initUpload', change: { size: 0 }, pointer: '/size' },
    { name: 'initUpload', change: { sha256: 'abc' }, pointer: '/sha256' },
    { name: 'initUpload', change: { side: 'left' }, pointer: '/side' },
    { name: 'initUpload', change: { file_name: 'a\u0000.jpg' }, pointer: '/file_name' },
    { name: 'initUpload', change: { document_type: undefined }, pointer: '/document_type' },
    { name: 'initUpload', change: { field_id: 'nickname' }, pointer: '/field_id' },
    { name: 'confirmUpload', change: { upload_id: 5 }, pointer: '/upload_id' },
    { name: 'confirmUpload', change: { upload_id: { $gt: '' } }, pointer: '/upload_id' },
    { name: 'upload', change: { data: 5 }, pointer: '/data' },
    { name: 'upload', change: { data: 'no base64!' }, pointer: '/data' },
    { name: 'uploadDocument', change: { data: 'AAA' }, pointer: '/data' },
    { name: 'extract', change: { doc_id: null }, pointer: '/doc_id' },
  ];

  it.each(cases)('$name names $pointer', async ({ name, change, pointer }) => {
    const answer = await send(name, { body: { ...exampleBodies[name], ...change } });
    expectProblem(answer, 422, 'invalid_request', pointer);
  });
});

describe('a call without a body', () => {
  it.each(['processSession', 'revalidateSession', 'generateLink', 'createLiveness'] as const)(
    '%s refuses one with anything in it',
    async (name) => {
      const { session_id, access_token: token } = session;
      const answer = await api.call(name, { body: { surprise: 1 }, params: { session_id, token } });
      expectProblem(answer, 422, 'invalid_request', '/surprise');
    },
  );
});

describe('query parameters', () => {
  it.each([
    ['listSessions', { limit: '0' }, '/limit'],
    ['listSessions', { limit: 'many' }, '/limit'],
    ['listSessions', { limit: '101' }, '/limit'],
    ['listSessions', { status: 'gone' }, '/status'],
    ['listSessions', { created_after: 'yesterday' }, '/created_after'],
    ['listSessions', { surprise: '1' }, '/surprise'],
    ['listSessions', { cursor: 'garbage' }, '/cursor'],
    ['listSessions', { client_id: '' }, '/client_id'],
    ['listSessions', { workflow_id: '' }, '/workflow_id'],
    ['getSession', { surprise: '1' }, '/surprise'],
    ['getTimeline', { cursor: 'garbage' }, '/cursor'],
    ['listWorkflows', { cursor: 'zzz' }, '/cursor'],
    ['listWorkflows', { limit: '-1' }, '/limit'],
    ['getWorkflow', { version: 'latest' }, '/version'],
  ] as const)('%s refuses %p', async (name, query, pointer) => {
    const { workflow_id, session_id } = session;
    const answer = await api.call(name, { query, params: { workflow_id, session_id } });
    expectProblem(answer, 400, 'invalid_query', pointer);
  });

  it('a parameter given twice is refused', async () => {
    const url = `${api.urlOf('listSessions')}?limit=1&limit=2`;
    const answer = await api.send('GET', url, { authorization: `Bearer ${api.options.apiKey}` });
    expectProblem(answer, 400, 'invalid_query');
  });
});

describe('a session that was sent nothing but nonsense', () => {
  it('is as it was', async () => {
    const own = await backOffice.openSessionOf(workflowOf([identityDocuments]));
    const person = Applicant.of(api, own);
    const params = { token: own.access_token, step_id: 'documents' };
    for (const name of ['initUpload', 'confirmUpload', 'upload', 'extract', 'completeStep'] as const)
      for (const raw of ['{', '[]', '{"surprise":1}', '{"__proto__":1}'])
        expect((await api.call(name, { params, raw })).status).toBeGreaterThanOrEqual(400);
    await expectStepUntouched(person, 'documents');
    expect((await backOffice.timeline(own.session_id)).map(({ type }) => type)).toEqual(['session_created']);
  });
});
