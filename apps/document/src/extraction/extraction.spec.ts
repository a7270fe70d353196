import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import {
  DocumentsSettled,
  ExtractionCompleted,
  SessionDeleted,
  SettleDocuments,
  type MessageContract,
} from '#libs/contracts';
import type { Message } from '#libs/contracts';
import { newId } from '#libs/platform';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import type { Caller } from '#libs/security';
import { endUser, type Answer } from '#libs/service-stage';
import { DocumentStage, permitAll } from '../testing/document-stage.js';

let stage: DocumentStage;
let picture: string;
let user: Caller & { kind: 'end_user' };

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
});

const upload = async (documentType: string): Promise<string> => {
  const answer = await stage.call(user, 'POST', '/public/session/documents', {
    step_id: 'documents',
    document_type: documentType,
    file_name: 'p.png',
    content_type: 'image/png',
    data: picture,
  });
  expect(answer.status).toBe(201);
  return String(answer.body['doc_id']);
};
const extract = (docId: string, caller: Caller = user): Promise<Answer> =>
  stage.call(caller, 'POST', '/public/session/extract', { doc_id: docId });
const eventsOf = async ({ type }: MessageContract): Promise<Message[]> =>
  (await stage.sentAbout(user.sessionId)).filter((event) => event.type === type);
const next = (contract: MessageContract): Promise<Message> =>
  stage.until(async () => (await eventsOf(contract))[0]);
const settle = (): Promise<Message> => stage.deliver(SettleDocuments, { session_id: user.sessionId });
const list = async (): Promise<Record<string, unknown>[]> => {
  const caller: Caller = { kind: 'service', tenantId: user.tenantId, id: 'workflow' };
  const answer = await stage.call(caller, 'GET', `/internal/sessions/${user.sessionId}/documents`);
  return answer.body['documents'] as Record<string, unknown>[];
};
const jobs = () => stage.database.collection<{ _id: string; dueAt: Date; lease: string }>('extraction_jobs');

describe('an extraction', () => {
  it('ends as failed, and says so, when the document cannot be read', async () => {
    stage.analyzer.script = async () => {
      throw new DomainRefusal('invalid_file', 'no');
    };
    const docId = await upload('id');
    expect((await next(ExtractionCompleted)).data).toMatchObject({ doc_id: docId, status: 'failed' });
    expect(await list()).toMatchObject([
      { status: 'extraction_failed', warnings: [{ code: 'text_unreadable' }] },
    ]);
    expect(stage.analyzer.files).toHaveLength(1);
  });

  it('is tried again after a failure that may pass', async () => {
    stage.analyzer.script = async (attempt) => {
      if (attempt < 2) throw new TransientFailure('busy');
      return { provider: 'local', documentKind: 'passport', fields: {}, warnings: [] };
    };
    await upload('id');
    expect((await next(ExtractionCompleted)).data).toMatchObject({ status: 'completed' });
    expect(stage.analyzer.files).toHaveLength(2);
  });

  it('starts by itself where the step wants it, and stores what was read sealed', async () => {
    const docId = await upload('id');
    expect((await next(ExtractionCompleted)).data).toEqual({
      session_id: user.sessionId,
      doc_id: docId,
      status: 'completed',
      document_kind: 'passport',
      provider: 'local',
      warnings: ['no_expiry_date'],
    });
    expect(await list()).toMatchObject([
      {
        doc_id: docId,
        status: 'extracted',
        document_kind: 'passport',
        fields: { surname: { value: 'ERIKSSON' } },
      },
    ]);
    const rows = await stage.database.collection('documents').find({ sessionId: user.sessionId }).toArray();
    expect(JSON.stringify(rows)).not.toContain('ERIKSSON');
  });

  it('warns of a document of another kind only where its kind is to be recognised', async () => {
    const reading = { provider: 'local', documentKind: 'utility_bill' as const, fields: {}, warnings: [] };
    stage.analyzer.script = async () => reading;
    stage.permits((asked) => ({ ...permitAll(asked), classify: asked['document_type'] === 'passport' }));
    await upload('passport');
    expect((await next(ExtractionCompleted)).data).toMatchObject({ warnings: ['type_mismatch'] });
    expect(await list()).toMatchObject([{ warnings: [{ code: 'type_mismatch' }] }]);
    await upload('id');
    const second = await stage.until(async () => (await eventsOf(ExtractionCompleted))[1]);
    expect(second.data).toMatchObject({ warnings: [] });
  });

  it('is begun again when its worker died, and is reported once', async () => {
    const release = stage.analyzer.hold();
    const docId = await upload('id');
    await stage.until(() => stage.analyzer.files[0]);
    // As if another process had taken the job over after this one's lease ended.
    await jobs().updateOne({ _id: docId }, { $set: { dueAt: new Date(0), lease: 'of a worker that died' } });
    stage.analyzer.reset();
    release();
    await next(ExtractionCompleted);
    await settle();
    await next(DocumentsSettled);
    expect(await eventsOf(ExtractionCompleted)).toHaveLength(1);
  });

  it('is called off when another document takes the place of its document', async () => {
    const release = stage.analyzer.hold();
    await upload('id');
    await stage.until(() => stage.analyzer.files[0]);
    const second = await upload('id');
    release();
    await next(ExtractionCompleted);
    await settle();
    await next(DocumentsSettled);
    expect(await eventsOf(ExtractionCompleted)).toMatchObject([{ data: { doc_id: second } }]);
  });
});

describe('a document that an end user wants read', () => {
  it('is not found under another session', async () => {
    const docId = await upload('passport');
    const other: Caller = { ...user, sessionId: newId('ses') };
    expect((await extract(docId, other)).status).toBe(404);
    expect((await extract('doc_unknown')).status).toBe(404);
  });

  it('is read although its step does not ask for it', async () => {
    const docId = await upload('passport');
    const answer = await extract(docId);
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        doc_id: docId,
        status: 'extracted',
        document_type: 'passport',
        fields: { surname: { value: 'ERIKSSON', confidence: 0.98, source: 'mrz' } },
        warnings: [{ code: 'no_expiry_date', detail: 'No date of expiry was found.' }],
      },
    ]);
  });

  it('is read once however often it is asked for', async () => {
    const docId = await upload('passport');
    const answers = await Promise.all([extract(docId), extract(docId), extract(docId)]);
    expect(answers.map((a) => a.status)).toEqual([200, 200, 200]);
    expect(stage.analyzer.files).toHaveLength(1);
  });
});

describe('a request to settle', () => {
  it('is answered at once when nothing is being read', async () => {
    const request = await settle();
    const answer = await next(DocumentsSettled);
    expect(answer.data).toEqual({ session_id: user.sessionId, documents: 0 });
    expect([answer.causationId, answer.correlationId]).toEqual([request.id, request.correlationId]);
  });

  it('waits for the last extraction and comes after its event', async () => {
    const release = stage.analyzer.hold();
    await upload('id');
    await settle();
    expect(await eventsOf(DocumentsSettled)).toEqual([]);
    release();
    expect((await next(DocumentsSettled)).data).toEqual({ session_id: user.sessionId, documents: 1 });
    const types = await stage.typesAbout(user.sessionId);
    expect(types.slice(-2)).toEqual([ExtractionCompleted.type, DocumentsSettled.type]);
  });

  it('is answered when the extraction it waits for is called off', async () => {
    const release = stage.analyzer.hold();
    await upload('id');
    await settle();
    const { tenantId, sessionId } = user;
    stage.permits((asked) => ({ ...permitAll(asked), auto_extract: false }));
    await upload('id');
    await next(DocumentsSettled);
    release();
    expect(await jobs().countDocuments({ tenantId, sessionId })).toBe(0);
  });
});

describe('a session that is deleted', () => {
  it('leaves no rows, no files and nothing that could be read, and takes nothing new', async () => {
    await upload('passport');
    const { sessionId } = user;
    const folder = join(stage.filesDir, sessionId);
    expect(existsSync(folder)).toBe(true);
    const about = { session_id: sessionId, workflow_id: newId('wfl'), workflow_version: 1 };
    await stage.deliver(SessionDeleted, about);
    expect(await list()).toEqual([]);
    for (const name of ['documents', 'uploads', 'extraction_jobs'])
      expect([name, await stage.database.collection(name).countDocuments({ sessionId })]).toEqual([name, 0]);
    const key = await stage.database.collection<{ _id: string }>('data_keys').findOne({ _id: sessionId });
    expect(key).toMatchObject({ wrapped: null });
    const answer = await stage.call(user, 'POST', '/public/session/upload', {
      step_id: 'documents',
      document_type: 'passport',
      file_name: 'p.png',
      content_type: 'image/png',
      data: picture,
    });
    expect(answer.status).toBe(404);
    await stage.until(async () => {
      const erasure = await stage.database
        .collection<{ _id: string; dueAt: Date; lastPassAt: Date }>('erasures')
        .findOne({ _id: sessionId });
      return erasure?.dueAt.getTime() === erasure?.lastPassAt.getTime() || undefined;
    });
    expect(existsSync(folder)).toBe(false);
  });
});
