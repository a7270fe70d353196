import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Applicant } from '../client/applicant.js';
import type { CreatedSession } from '../client/answers.js';
import { routes, type RouteName } from '../client/routes.js';
import { connect } from '../client/suite.js';
import { identityDocuments, workflowOf } from '../client/workflows.js';
import { fileOf } from '../sessions/identified-session.js';
import { expectProblem } from './expect-problem.js';
import { exampleBodies } from './request-bodies.js';

const { api, backOffice } = connect();
const names = Object.keys(routes) as RouteName[];
const backOfficeRoutes = names.filter((name) => routes[name].access === 'api_key');
const publicRoutes = names.filter((name) => routes[name].access === 'access_token');
const bodyOf = (name: RouteName): unknown => (exampleBodies as Partial<Record<RouteName, unknown>>)[name];
let session: CreatedSession;

beforeAll(async () => {
  session = await backOffice.openSessionOf(workflowOf([identityDocuments]));
});

const params = () => ({
  workflow_id: session.workflow_id,
  session_id: session.session_id,
  token: session.access_token,
  step_id: 'documents',
  doc_id: 'doc_none',
  type: 'basic-kyc',
  subsession_id: 'sub_none',
  screening_id: 'scr_none',
  entity_id: 'ent_none',
  watchlist_id: 'wtl_none',
  profile_id: 'prf_none',
});

describe.each(backOfficeRoutes)('%s', (name) => {
  const key = api.options.apiKey;
  it.each([
    ['no credential', undefined, 'Bearer'],
    ['a key nobody has', 'Bearer kyc_live_0000000000', 'Bearer error="invalid_token"'],
    ['a key with one letter changed', `Bearer ${swapCase(key)}`, 'Bearer error="invalid_token"'],
    ['another scheme', `Basic ${Buffer.from(`x:${key}`).toString('base64')}`, 'Bearer'],
    ['an empty key', 'Bearer ', 'Bearer'],
    ['a very long key', `Bearer ${'k'.repeat(5_000)}`, 'Bearer error="invalid_token"'],
  ])('is closed to %s', async (_what, authorization, challenge) => {
    const answer = await api.call(name, { params: params(), body: bodyOf(name), headers: { authorization } });
    expectProblem(answer, 401, 'unauthorized');
    expect(answer.headers.get('www-authenticate')).toBe(challenge);
    expect(answer.text).not.toContain(key);
  });

  it("is closed to the token of an end user's link", async () => {
    const headers = { authorization: `Bearer ${session.access_token}` };
    expectProblem(
      await api.call(name, { params: params(), body: bodyOf(name), headers }),
      401,
      'unauthorized',
    );
  });
});

describe.each(publicRoutes)('%s', (name) => {
  it.each([
    ['a token nobody was given', () => randomBytes(32).toString('base64url')],
    ['a token that is too short', () => session.access_token.slice(1)],
    ['a token that is too long', () => `${session.access_token}A`],
    ['a token with other signs', () => `$${session.access_token.slice(1)}`],
    ['the id of the session', () => session.session_id],
    ['the API key', () => api.options.apiKey],
  ])('leads nowhere with %s', async (_what, token) => {
    const given = { ...params(), token: token() };
    expectProblem(await api.call(name, { params: given, body: bodyOf(name) }), 404, 'not_found');
  });

  it('is not opened by an API key instead of the token', async () => {
    const given = { ...params(), token: 'A'.repeat(43) };
    const headers = { authorization: `Bearer ${api.options.apiKey}` };
    expectProblem(await api.call(name, { params: given, body: bodyOf(name), headers }), 404, 'not_found');
  });
});

describe('ids that do not exist, or that belong to somebody else', () => {
  it.each([
    ['getWorkflow', { workflow_id: 'wfl_none' }],
    ['getSession', { session_id: 'ses_none' }],
    ['getTimeline', { session_id: 'ses_none' }],
    ['processSession', { session_id: 'ses_none' }],
    ['getDocumentUrl', { session_id: 'ses_none' }],
    ['getDocumentUrl', { doc_id: 'doc_none' }],
    ['createSubsession', { session_id: 'ses_none' }],
    ['listSubsessions', { session_id: 'ses_none' }],
    ['getScreening', { screening_id: 'scr_none' }],
    ['getSession', { session_id: "' || '1'=='1" }],
    ['getSession', { session_id: '{"$ne":null}' }],
    ['getSession', { session_id: 'ses_\u0000' }],
    ['getSession', { session_id: 'x'.repeat(400) }],
  ] as [RouteName, Record<string, string>][])('%s answers 404 for %p', async (name, changed) => {
    const answer = await api.call(name, { params: { ...params(), ...changed }, body: bodyOf(name) });
    expectProblem(answer, 404, 'not_found');
  });

  it('a session cannot be opened on a workflow that is not there', async () => {
    const answer = await api.call('createSession', { body: { workflow_id: 'wfl_none' } });
    expectProblem(answer, 404, 'not_found');
  });

  it("one end user cannot touch another's upload or document", async () => {
    const owner = Applicant.of(api, await backOffice.openSessionOf(workflowOf([identityDocuments])));
    const stranger = Applicant.of(api, session);
    const bill = await fileOf('bill');
    const target = { step_id: 'documents', document_type: 'proof_of_address' };
    const begun = await owner.begin(target, bill);
    await owner.put(begun, bill.bytes);
    expectProblem(await stranger.tryConfirm(begun), 404, 'not_found');
    const { doc_id } = await owner.sendInBody(target, bill);
    const read = await api.call('extract', { params: stranger.params, body: { doc_id } });
    expectProblem(read, 404, 'not_found');
    const byBackOffice = { session_id: session.session_id, doc_id };
    expectProblem(await api.call('getDocumentUrl', { params: byBackOffice }), 404, 'not_found');
    expect((await stranger.state()).steps[0]?.documents).toEqual([]);
  });
});

describe('paths that lead inside', () => {
  it.each([
    ['POST', '/internal/access-tokens/resolve'],
    ['GET', '/internal/sessions/ses_x/documents'],
    ['GET', '/kyc/../internal/sessions/ses_x'],
    ['GET', '/kyc/sessions/%2e%2e/%2e%2e/internal/sessions'],
    ['GET', '/kyc/sessions/..%2f..%2finternal'],
    ['GET', '/kyc//sessions'],
    ['GET', '/kyc/sessions/%zz'],
    ['GET', '/public/session'],
    ['POST', '/public/session/upload'],
    ['GET', '/kyc'],
    ['GET', '/nothing/here'],
  ])('%s %s answers 404', async (method, path) => {
    const headers = {
      authorization: `Bearer ${api.options.apiKey}`,
      'x-kyc-identity': 'eyJhbGciOiJub25lIn0.e30.',
    };
    expectProblem(await api.send(method, api.options.baseUrl + path, headers), 404, 'not_found');
  });
});

function swapCase(key: string): string {
  const at = key.length - 12;
  const letter = key[at] === 'a' ? 'b' : 'a';
  return key.slice(0, at) + letter + key.slice(at + 1);
}
