import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import {
  CrossValidateDocuments,
  CrossValidationCompleted,
  SessionDeleted,
  type Message,
} from '#libs/contracts';
import { newId } from '#libs/platform';
import type { Caller } from '#libs/security';
import type { DocumentReading } from '../reading/index.js';
import { endUser, type Answer } from '#libs/service-stage';
import { DocumentStage, permitAll } from '../testing/document-stage.js';

let stage: DocumentStage;
let picture: string;
let user: Caller & { kind: 'end_user' };
let ids: { session_id: string; check_id: string };

beforeAll(async () => {
  stage = await DocumentStage.start();
  const blank = sharp({ create: { width: 60, height: 40, channels: 3, background: '#8fa' } });
  picture = (await blank.png().toBuffer()).toString('base64');
});
afterAll(async () => stage?.stop());
beforeEach(() => {
  stage.analyzer.reset();
  stage.permits(permitAll);
  user = endUser(newId('ses'));
  ids = { session_id: user.sessionId, check_id: newId('chk') };
});

const readingOf = (fullName: string, dateOfBirth: string): DocumentReading => ({
  provider: 'local',
  documentKind: 'passport',
  fields: {
    full_name: { value: fullName, confidence: 0.98, source: 'mrz' },
    date_of_birth: { value: dateOfBirth, confidence: 0.98, source: 'mrz' },
  },
  warnings: [],
});
const upload = async (): Promise<void> => {
  const body = { step_id: 'documents', document_type: 'id', file_name: 'p.png', content_type: 'image/png' };
  const answer = await stage.call(user, 'POST', '/public/session/documents', { ...body, data: picture });
  expect(answer.status).toBe(201);
};
const caseLine = (): string => `GET /internal/sessions/${user.sessionId}/case`;
const formSays = (...names: string[]): void => {
  const subjects = names.map((name) => ({
    name,
    type: 'individual',
    source: 'form:about/name',
    countries: [],
  }));
  const body = { session_id: user.sessionId, entity_types: ['individual'], subjects, wallets: [] };
  stage.workflow.answers.set(caseLine(), { body });
};
const ask = (): Promise<Message> => stage.deliver(CrossValidateDocuments, ids);
const results = async (): Promise<Message[]> =>
  (await stage.sentAbout(user.sessionId)).filter(({ type }) => type === CrossValidationCompleted.type);
const result = (): Promise<Message> => stage.until(async () => (await results())[0]);
const evidence = (tenantId = user.tenantId): Promise<Answer> =>
  stage.call({ kind: 'service', tenantId, id: 'workflow' }, 'GET', `/internal/checks/${ids.check_id}`);
const rows = () => stage.database.collection<{ _id: string; dueAt: Date }>('checks');
const erase = (): Promise<Message> =>
  stage.deliver(SessionDeleted, {
    session_id: user.sessionId,
    workflow_id: newId('wfl'),
    workflow_version: 1,
  });

describe('the cross-validation of a session', () => {
  it('fails without an outcome when the session is not known', async () => {
    await ask();
    expect((await result()).data).toEqual({
      ...ids,
      status: 'failed',
      provider: 'local',
      reasons: ['session_not_found'],
    });
  });

  it('is tried again when the workflow service is down', async () => {
    stage.workflow.answers.set(caseLine(), { status: 503 });
    const asked = stage.workflow.called(caseLine());
    await ask();
    await asked;
    formSays('Anna Lee');
    expect((await result()).data).toMatchObject({ status: 'completed', reasons: ['nothing_to_compare'] });
  });

  it('waits for a document that is being read', async () => {
    const release = stage.analyzer.hold();
    formSays('Anna Lee');
    await upload();
    await ask();
    await stage.until(async () => rows().findOne({ _id: ids.check_id, attempts: 1, lease: undefined }));
    expect(await results()).toEqual([]);
    release();
    expect((await result()).data).toMatchObject({ status: 'completed' });
  });

  it('holds documents against the form, reports codes only and keeps the evidence', async () => {
    stage.analyzer.script = async () => readingOf('LEE BERTA', '1980-05-06');
    formSays('Anna Lee');
    await upload();
    const request = await ask();
    const answer = await result();
    expect(answer.data).toEqual({
      ...ids,
      status: 'completed',
      outcome: 'review',
      provider: 'local',
      reasons: ['full_name_differs'],
    });
    expect([answer.causationId, answer.correlationId]).toEqual([request.id, request.correlationId]);
    const { status, body } = await evidence();
    expect([status, body['check_id']]).toEqual([200, ids.check_id]);
    expect(body['evidence']).toMatchObject({
      comparisons: [
        {
          field: 'full_name',
          verdict: 'differs',
          sources: ['form:about/name', expect.stringMatching(/^document:doc_\w+\/full_name$/)],
        },
      ],
      limits: expect.arrayContaining([expect.stringContaining('genuine')]),
    });
  });

  it('has one result when it is asked for twice', async () => {
    formSays('Anna Lee');
    await ask();
    await result();
    await ask();
    const again = newId('chk');
    await stage.deliver(CrossValidateDocuments, { ...ids, check_id: again });
    await stage.until(async () => (await results())[1]);
    const reported = (await results()).map(({ data }) => (data as typeof ids).check_id);
    expect(reported).toEqual([ids.check_id, again]);
  });

  it('shows its evidence to services only, and of their tenant', async () => {
    formSays('Anna Lee');
    expect((await evidence()).status).toBe(404);
    await ask();
    await result();
    expect((await evidence('other')).status).toBe(404);
    expect((await stage.call(user, 'GET', `/internal/checks/${ids.check_id}`)).status).toBe(403);
  });

  it('is forgotten with a deleted session', async () => {
    formSays('Anna Lee');
    await ask();
    await result();
    await erase();
    expect((await evidence()).status).toBe(404);
    expect(await rows().countDocuments({ sessionId: user.sessionId })).toBe(0);
  });

  it('ends for nobody when its session was erased before', async () => {
    await erase();
    formSays('Anna Lee');
    await ask();
    await stage.until(async () => (await rows().countDocuments({ _id: ids.check_id })) === 0);
    expect(await results()).toEqual([]);
  });
});
