import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient, type Db, type Document } from 'mongodb';
import { ScreeningCompleted, SessionDeleted } from '#libs/contracts';
import { newId } from '#libs/platform';
import type { Caller } from '#libs/security';
import { sharedMongoUri } from '#libs/testing';
import { formStep } from '../testing/sessions.js';
import { storeOtherRows } from '../testing/other-rows.js';
import { backOffice, type Answer } from '#libs/service-stage';
import { WorkflowStage } from '../testing/workflow-stage.js';
import { sessionStates } from './session.states.js';

/** One operation as the server ran it (`system.profile`). */
interface Operation extends Document {
  op: string;
  ns: string;
  appName?: string;
  command: Record<string, unknown>;
  planSummary?: string;
  hasSortStage?: boolean;
  docsExamined?: number;
  nreturned?: number;
  nMatched?: number;
  ndeleted?: number;
}

const acme = backOffice('acme');
const platform: Caller = { kind: 'service', tenantId: 'acme', id: 'gateway' };
const profileBytes = 64 * 1024 * 1024;
/** What may be looked at beyond what is found: the few sessions that one client of a tenant has. */
const slack = 8;

/** By this name the server tells what the test asks from what the service asks. */
const appName = 'indexes.spec';

let stage: WorkflowStage;
let client: MongoClient;
let db: Db;
let operations: Operation[];
let routes: string[];
const called = new Set<string>();

beforeAll(async () => {
  stage = await WorkflowStage.start();
  client = await MongoClient.connect(sharedMongoUri(), { appName });
  db = client.db(stage.database.db.databaseName);
  const { body } = await stage.call(platform, 'GET', '/internal/openapi.json');
  routes = Object.entries(body['paths'] as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  await storeOtherRows(stage, db);
  await db.createCollection('system.profile', { capped: true, size: profileBytes });
  await db.command({ profile: 2 });
  await callEveryRoute();
  await workEveryQueue();
  await db.command({ profile: 0 });
  operations = await db
    .collection<Operation>('system.profile')
    .find({ appName: { $ne: appName } })
    .toArray();
});
afterAll(async () => {
  await client.close();
  await stage.stop();
});

/** Operations that look for rows; inserts and the driver's own commands look for none. */
const looksForRows = ({ op, command }: Operation): boolean =>
  !['insert', 'hello', 'ping', 'profile', 'endSessions'].some((name) => op === name || name in command);

const described = (operation: Operation): string => {
  const { op, ns, command, planSummary, docsExamined, nreturned, nMatched, ndeleted } = operation;
  const { filter, query, q, sort, pipeline } = command;
  const found = nreturned ?? nMatched ?? ndeleted;
  const asked = JSON.stringify(filter ?? query ?? q ?? pipeline);
  return `${op} ${ns} ${asked} sorted by ${JSON.stringify(sort)}: ${planSummary}, ${docsExamined} for ${found}`;
};
const queries = (): Operation[] => operations.filter(looksForRows);
const on = (collection: string, verb: string): Operation[] =>
  operations.filter(
    ({ ns, op, command }) => ns.endsWith(`.${collection}`) && (op === verb || verb in command),
  );

describe('the queries of the service', () => {
  it('were seen, of every route and every worker', () => {
    expect(routes.filter((route) => !called.has(route))).toEqual([]);
    const seen = {
      'links by their token': on('sessions', 'query').filter(({ command }) =>
        JSON.stringify(command).includes('tokenHashes'),
      ),
      'overdue sessions': on('sessions', 'query').filter(({ command }) =>
        JSON.stringify(command).includes('expiresAt'),
      ),
      'due check runs': on('sessions', 'findAndModify').filter(({ nMatched }) => nMatched === 1),
      'messages to publish': on('outbox', 'query'),
      'claims of messages': on('outbox', 'update'),
      'published messages': on('outbox', 'remove'),
      'handled messages': on('inbox', 'insert'),
      'waiting lanes': on('deferred_messages', 'query').filter(({ nreturned }) => nreturned === 1),
      'waiting messages': on('deferred_messages', 'findAndModify'),
      'parked messages to show': on('dead_letters', 'findAndModify').filter(({ nMatched }) => nMatched === 1),
      'keys that are erased': on('data_keys', 'update'),
    };
    const missing = Object.entries(seen).filter(([, found]) => found.length === 0);
    expect(missing.map(([name]) => name)).toEqual([]);
  });

  it('all go through an index', () => {
    const others = queries().filter(
      ({ planSummary = 'no plan' }) =>
        !/^(IXSCAN|EXPRESS_IXSCAN|IDHACK|EXPRESS_CLUSTERED_IXSCAN|COUNT_SCAN)\b/.test(planSummary) ||
        planSummary.includes('COLLSCAN'),
    );
    expect(others.map(described)).toEqual([]);
  });

  it('never sort in memory', () => {
    expect(
      queries()
        .filter(({ hasSortStage }) => hasSortStage)
        .map(described),
    ).toEqual([]);
  });

  it('look at hardly more rows than they find', () => {
    const wasteful = queries().filter(
      ({ docsExamined = 0, nreturned = 0, nMatched = 0, ndeleted = 0 }) =>
        docsExamined > Math.max(nreturned, nMatched, ndeleted) + slack,
    );
    expect([...new Set(wasteful.map(described))]).toEqual([]);
  });
});

/** Calls a route and expects it to do its work: a refusal might not get as far as the query. */
async function call(caller: Caller, route: string, path: string, body?: unknown): Promise<Answer> {
  const [method = ''] = route.split(' ');
  const answer = await stage.call(caller, method, path, body);
  if (answer.status >= 400) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
  called.add(route);
  return answer;
}

async function callEveryRoute(): Promise<void> {
  await call(platform, 'GET /health/live', '/health/live');
  await call(platform, 'GET /health/ready', '/health/ready');
  await callWorkflows();
  await callSessions();
  await callSessionsOfReviewers();
  await callQuestions();
}

async function callWorkflows(): Promise<void> {
  const definition = { name: 'Indexed', steps: [formStep()] };
  const { body } = await call(acme, 'POST /kyc/workflows', '/kyc/workflows', definition);
  const path = `/kyc/workflows/${String(body['workflow_id'])}`;
  await call(acme, 'POST /kyc/workflows/validate', '/kyc/workflows/validate', definition);
  await call(acme, 'PUT /kyc/workflows/{id}', path, { ...definition, name: 'Indexed again' });
  await call(acme, 'GET /kyc/workflows/{id}', path);
  await call(acme, 'GET /kyc/workflows/{id}', `${path}?version=1`);
  await call(acme, 'GET /kyc/workflows/{id}/versions', `${path}/versions?limit=1`);
  await call(acme, 'GET /kyc/workflows/{id}/versions', `${path}/versions?limit=1&cursor=2`);
  const case_ = { form_data: { full_name: 'Mara Lindqvist' } };
  await call(acme, 'POST /kyc/workflows/{id}/simulate', `${path}/simulate`, { case: case_ });
  const template = 'POST /kyc/workflows/from-template/{type}';
  // Twice, because the second one looks for what the first one made.
  for (let i = 0; i < 2; i++) await call(acme, template, '/kyc/workflows/from-template/company-kyc', {});
  const list = await call(acme, 'GET /kyc/workflows', '/kyc/workflows?limit=20');
  await call(acme, 'GET /kyc/workflows', `/kyc/workflows?cursor=${String(list.body['next_cursor'])}`);
  await call(acme, 'DELETE /kyc/workflows/{id}', path);
}

async function callSessions(): Promise<void> {
  const session = await stage.openSession({ steps: [formStep()] }, { client_id: 'client' });
  const path = `/kyc/sessions/${session.id}`;
  called.add('POST /kyc/sessions');
  await call(acme, 'GET /kyc/sessions/{id}', path);
  await call(acme, 'POST /kyc/sessions/{id}/extend', `${path}/extend`, { days: 1 });
  await call(acme, 'POST /kyc/sessions/{id}/generate-link', `${path}/generate-link`);
  await call(session.user, 'GET /public/session', '/public/session');
  await call(session.user, 'GET /public/session/workflow', '/public/session/workflow');
  const step = 'POST /public/session/step/{stepId}/complete';
  const data = { full_name: 'Mara Lindqvist' };
  await call(session.user, step, '/public/session/step/form/complete', { data });
  await call(acme, 'GET /kyc/sessions/{id}/timeline', `${path}/timeline?limit=1`);
  const { body } = await call(acme, 'GET /kyc/sessions/{id}/timeline', `${path}/timeline`);
  const [first] = body['data'] as { entry_id: string }[];
  await call(acme, 'GET /kyc/sessions/{id}/timeline', `${path}/timeline?cursor=${first?.entry_id}`);
  await callList(String(session.body['workflow_id']));
  await call(acme, 'DELETE /kyc/sessions/{id}', path);
  await stage.until(async () => (await stage.typesAbout(session.id)).includes(SessionDeleted.type));
}

/** Every filter alone and with each other one, with and without a cursor. */
async function callList(workflowId: string): Promise<void> {
  const day = 24 * 60 * 60 * 1000;
  const at = (distance: number): string => new Date(Date.now() + distance).toISOString();
  const filters = [
    ...sessionStates.map((status) => `status=${status}`),
    `workflow_id=${workflowId}`,
    'workflow_id=wfl_other',
    'client_id=client',
    `created_after=${at(-day)}`,
    `created_before=${at(day)}`,
  ];
  const nameOf = (filter: string): string => filter.split('=')[0] ?? '';
  const pairs = filters.flatMap((one, i) =>
    filters.slice(i + 1).flatMap((two) => (nameOf(one) === nameOf(two) ? [] : [`${one}&${two}`])),
  );
  for (const query of ['', ...filters, ...pairs]) {
    const list = (more: string) => call(acme, 'GET /kyc/sessions', `/kyc/sessions?${query}&limit=5${more}`);
    const { body } = await list('');
    const cursor = body['next_cursor'];
    if (typeof cursor === 'string') await list(`&cursor=${cursor}`);
  }
}

async function callSessionsOfReviewers(): Promise<void> {
  const session = await stage.openSession({ steps: [formStep()] });
  const path = `/kyc/sessions/${session.id}`;
  await stage.completeForm(session);
  await call(acme, 'POST /kyc/sessions/{id}/process', `${path}/process`);
  await stage.untilStatus(session.id, 'manual_review');
  const items = [
    { step_id: 'form', field_id: 'full_name', reason_code: 'name', message: 'In full, please.' },
  ];
  await call(acme, 'POST /kyc/sessions/{id}/corrections', `${path}/corrections`, { items });
  await stage.completeForm(session);
  await call(acme, 'POST /kyc/sessions/{id}/process', `${path}/process`);
  await stage.untilStatus(session.id, 'manual_review');
  const verdict = { status: 'approved', reason: 'In order' };
  await call(acme, 'PATCH /kyc/sessions/{id}', path, verdict);
  await call(acme, 'POST /kyc/sessions/{id}/validate', `${path}/validate`);
  const simulate = 'POST /kyc/workflows/{id}/simulate';
  const workflow = `/kyc/workflows/${String(session.body['workflow_id'])}/simulate`;
  await call(acme, simulate, workflow, { session_id: session.id });
}

/** What the gateway and other services ask. */
async function callQuestions(): Promise<void> {
  const upload = { step_id: 'id', order: 1, name: 'ID', type: 'document_upload' };
  const steps = [{ ...upload, document_requirements: [{ document_type: 'id' }] }];
  const session = await stage.openSession({ steps });
  const token_hash = stage.hasher.hash('access_token', session.token);
  await call(platform, 'POST /internal/access-tokens/resolve', '/internal/access-tokens/resolve', {
    token_hash,
  });
  const path = `/internal/sessions/${session.id}`;
  const wanted = { step_id: 'id', document_type: 'id' };
  await call(platform, 'GET /internal/sessions/{id}', path);
  await call(
    platform,
    'POST /internal/sessions/{id}/upload-permissions',
    `${path}/upload-permissions`,
    wanted,
  );
  await call(platform, 'GET /internal/sessions/{id}/case', `${path}/case`);
  const alive = [{ step_id: 'live', order: 1, name: 'Live', type: 'liveness', liveness_config: {} }];
  const { id: live } = await stage.openSession({ steps: alive });
  await call(
    platform,
    'GET /internal/sessions/{id}/liveness-step',
    `/internal/sessions/${live}/liveness-step`,
  );
  const { workflow_id } = session.body;
  const parties = { step_id: 'owners', order: 1, name: 'Owners', type: 'subsession_collection' };
  const { id } = await stage.openSession({ steps: [{ ...parties, subsession_config: { workflow_id } }] });
  const subsession = 'GET /internal/sessions/{id}/subsession-step';
  await call(platform, subsession, `/internal/sessions/${id}/subsession-step?step_id=owners`);
  await callParties(workflow_id, id);
}

/** What the subsession service asks for the parties of a session. */
async function callParties(workflow_id: unknown, parent_session_id: string): Promise<void> {
  const child = { workflow_id, parent_session_id, step_id: 'owners' };
  const { body } = await call(platform, 'POST /internal/sessions', '/internal/sessions', child);
  const party = String(body['session_id']);
  const at = `/internal/sessions/${party}`;
  await call(platform, 'POST /internal/sessions/{id}/links', `${at}/links`);
  await call(platform, 'POST /internal/sessions/{id}/generate-link', `${at}/generate-link`, {});
  const session_ids = [parent_session_id, party];
  await call(platform, 'POST /internal/session-results', '/internal/session-results', { session_ids });
  const drafts = 'GET /internal/sessions/{id}/party-drafts';
  await call(platform, drafts, `/internal/sessions/${parent_session_id}/party-drafts`);
  await call(platform, 'DELETE /internal/sessions/{id}', at);
}

/** Sees every worker at work: expiry, check runs that were left behind, messages that fail and that nobody understands. */
async function workEveryQueue(): Promise<void> {
  const sessions = db.collection<{ _id: string }>('sessions');
  const { id: late } = await stage.openSession({ steps: [formStep()] });
  await stage.endTimeOf(late);
  const { id: left } = await stage.openSession({ steps: [formStep()] });
  const run = { purpose: 'revalidation', phase: 'checks', begunAt: new Date(), check_ids: [], attempts: 0 };
  await sessions.updateOne({ _id: left }, { $set: { run: { ...run, wakeAt: new Date() } } });
  const { id: broken } = await stage.openSession({ steps: [formStep()] });
  const whole = await sessions.findOneAndUpdate(
    { _id: broken },
    { $set: { sealed: 'nothing that was sealed' } },
  );
  const ended = { status: 'completed', outcome: 'pass', provider: 'local' } as const;
  const result = { session_id: broken, check_id: newId('chk'), ...ended, reasons: [] };
  await stage.deliver(ScreeningCompleted, result);
  // Another one of the same session waits behind it.
  await stage.deliver(ScreeningCompleted, { ...result, check_id: newId('chk') });
  await sessions.replaceOne({ _id: broken }, whole ?? {});
  await stage.deliver(ScreeningCompleted, { ...result, status: 'unheard of' } as never);
  const isOver = async (collection: string, rows: object): Promise<boolean> =>
    (await db.collection(collection).countDocuments(rows)) === 0;
  await stage.until(async () => (await isOver('deferred_messages', {})) && (await isOver('outbox', {})));
  await stage.until(() => isOver('dead_letters', { announceAt: { $exists: true } }));
  await stage.until(
    async () => (await sessions.countDocuments({ _id: late, ...{ status: 'expired' } })) === 1,
  );
  await stage.until(() => isOver('sessions', { _id: left, 'run.attempts': 0 }));
}
