import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { LivenessConfig } from '#libs/contracts';
import { lendAwsCredentials } from '#libs/testing';
import type { Answer } from '#libs/service-stage';
import { BiometricsStage, type EndUser } from '../testing/biometrics-stage.js';
import { makePortraits, type Portraits } from '../testing/portraits.js';
import { RekognitionServer } from '../testing/rekognition-server.js';

let server: RekognitionServer;
let stage: BiometricsStage;
let portraits: Portraits;
let takeBackCredentials: () => void;
beforeAll(async () => {
  takeBackCredentials = lendAwsCredentials();
  portraits = await makePortraits();
  server = await RekognitionServer.start();
  stage = await BiometricsStage.start({
    ...{ LIVENESS_PROVIDER: 'rekognition', REKOGNITION_ENDPOINT: server.url, AWS_REGION: 'eu-west-1' },
  });
});
afterAll(async () => {
  await stage?.stop();
  await server?.stop();
  takeBackCredentials();
});
afterEach(() => server.misbehave());

const refusal = ({ status, body }: Answer): unknown => [status, body['code']];
const asImage = (picture: Buffer) => ({ Bytes: picture.toString('base64') });
const imagesLine = ({ sessionId }: EndUser): string => `POST /internal/sessions/${sessionId}/liveness-images`;
const keptOf = (user: EndUser): Record<string, unknown>[] => stage.documents.bodiesTo(imagesLine(user));

/** Begins a check and has Rekognition come to this result. */
async function ran(user: EndUser, reference: Buffer | undefined, more: object = {}): Promise<string> {
  const { body } = await stage.begin(user);
  const id = String(body['session_id']);
  const picture = reference && { ReferenceImage: asImage(reference) };
  server.finish(id, { Status: 'SUCCEEDED', Confidence: 97.5, ...picture, ...more });
  return id;
}

/** The end user of a new session who has passed a check with this face. */
async function passed(reference: Buffer, step: Partial<LivenessConfig> = {}): Promise<EndUser> {
  const user = stage.openSession(step);
  const answer = await stage.verify(user, await ran(user, reference));
  expect(answer.body).toMatchObject({ passed: true });
  return user;
}

async function reasonsOf(user: EndUser): Promise<string[]> {
  return (await stage.viewOf(user)).liveness?.attempts.at(-1)?.reasons ?? [];
}

describe('a check with Rekognition', () => {
  it.each(['throttled', 'access_denied', 'not_json'] as const)(
    'that cannot begin, being %s, is 503 and uses up no attempt',
    async (how) => {
      const user = stage.openSession({ max_retries: 1 });
      server.misbehave(how, how, how);
      expect(refusal(await stage.begin(user))).toEqual([503, 'unavailable']);
      server.misbehave();
      expect(await stage.begin(user)).toMatchObject({
        status: 201,
        body: { attempts_left: 0, region: 'eu-west-1' },
      });
      expect((await stage.viewOf(user)).liveness?.attempts).toHaveLength(1);
    },
  );

  it('whose result cannot be had is 503, and can be asked for again', async () => {
    const user = stage.openSession();
    const id = await ran(user, portraits.ann);
    server.misbehave('access_denied');
    expect(refusal(await stage.verify(user, id))).toEqual([503, 'unavailable']);
    expect(await stage.verify(user, id)).toMatchObject({ body: { passed: true, confidence: 97.5 } });
  });

  it('has its result taken once', async () => {
    const user = stage.openSession();
    const id = await ran(user, portraits.ann);
    const first = await stage.verify(user, id);
    const asked = server.countOf('GetFaceLivenessSessionResults');
    expect((await stage.verify(user, id)).body).toEqual(first.body);
    expect(server.countOf('GetFaceLivenessSessionResults')).toBe(asked);
    expect(keptOf(user)).toHaveLength(1);
  });

  it.each([
    ['CREATED', [409, 'liveness_in_progress']],
    ['IN_PROGRESS', [409, 'liveness_in_progress']],
    ['FAILED', [200, undefined]],
    ['EXPIRED', [200, undefined]],
  ])('that is %s is never passed', async (Status, expected) => {
    const user = stage.openSession();
    const id = await ran(user, portraits.ann, { Status });
    const answer = await stage.verify(user, id);
    expect(refusal(answer)).toEqual(expected);
    expect(answer.body['passed'] ?? false).toBe(false);
  });
});

describe('the pictures of a check', () => {
  it('go to the document service as the step demands', async () => {
    const audit = [portraits.ann, portraits.bea, portraits.nobody, portraits.ann, portraits.bea];
    const user = stage.openSession({ save_audit_images: true });
    const id = await ran(user, portraits.ann, { AuditImages: audit.map(asImage) });
    expect(server.calls.at(-1)?.request).toMatchObject({ Settings: { AuditImagesLimit: 4 } });
    await stage.verify(user, id);
    const kept = keptOf(user).sort((a, b) => (String(a['image']) < String(b['image']) ? -1 : 1));
    const images = ['audit_1', 'audit_2', 'audit_3', 'audit_4', 'reference'];
    expect(kept.map(({ image }) => image)).toEqual(images);
    expect(new Set(kept.map(({ attempt_id }) => attempt_id)).size).toBe(1);
    expect(kept.at(-1)).toMatchObject({ step_id: 'live', data: portraits.ann.toString('base64') });
    expect(kept[1]).toMatchObject({ data: portraits.bea.toString('base64') });
  });

  it('go nowhere when the step demands none', async () => {
    const user = stage.openSession({ save_reference_image: false });
    const id = await ran(user, portraits.ann, { AuditImages: [asImage(portraits.bea)] });
    await stage.verify(user, id);
    expect(keptOf(user)).toEqual([]);
  });

  it('are kept of a check that was not passed, too', async () => {
    const user = stage.openSession();
    await stage.verify(user, await ran(user, portraits.ann, { Confidence: 40 }));
    expect(keptOf(user)).toHaveLength(1);
  });

  it('are sent again, as the same ones, when the document service did not answer the first time', async () => {
    const user = stage.openSession();
    const id = await ran(user, portraits.ann);
    stage.documents.answers.set(imagesLine(user), { status: 500, body: {} });
    expect(refusal(await stage.verify(user, id))).toEqual([503, 'unavailable']);
    expect((await stage.viewOf(user)).liveness?.attempts).toMatchObject([{ status: 'created' }]);
    stage.documents.answers.set(imagesLine(user), { body: {} });
    expect((await stage.verify(user, id)).body).toMatchObject({ passed: true });
    const [first, second] = keptOf(user);
    expect(second).toEqual(first);
  });

  it('that the document service does not accept are missed, which the check says', async () => {
    const user = stage.openSession();
    const body = { code: 'limit_reached', detail: 'no', errors: [] };
    stage.documents.answers.set(imagesLine(user), { status: 409, body });
    expect((await stage.verify(user, await ran(user, portraits.ann))).body).toMatchObject({ passed: true });
    expect(await reasonsOf(user)).toEqual(['images_not_kept']);
  });

  it.each([
    ['shows nobody', () => portraits.nobody, 'no_face_in_reference_image'],
    ['is no picture', () => Buffer.from('not a picture at all'), 'reference_image_unusable'],
    ['is missing', () => undefined, 'reference_image_missing'],
  ])('fail the check when the reference image %s', async (_what, reference, reason) => {
    const user = stage.openSession();
    const answer = await stage.verify(user, await ran(user, reference()));
    expect(answer.body).toMatchObject({ passed: false, confidence: 97.5 });
    expect(await reasonsOf(user)).toEqual([reason]);
  });

  it('are not needed when the step neither keeps nor compares them', async () => {
    const user = stage.openSession({ save_reference_image: false, use_for_face_match: false });
    expect((await stage.verify(user, await ran(user, undefined))).body).toMatchObject({ passed: true });
  });
});

describe('the face match of a session with a liveness check', () => {
  const check = (data: Record<string, unknown>): unknown => [
    data['outcome'],
    data['provider'],
    data['reasons'],
  ];

  it('compares the reference image with the document, although the image was not kept', async () => {
    const user = await passed(portraits.ann, { save_reference_image: false });
    const [doc_id] = stage.giveDocuments(user.sessionId, [{ document_type: 'id', picture: portraits.ann }]);
    expect(check(await stage.matchFaces(user))).toEqual(['pass', 'local', []]);
    expect((await stage.viewOf(user)).face_match).toMatchObject({
      ...{ source: 'liveness', provider: 'local', outcome: 'pass', doc_id },
    });
  });

  it('fails when somebody else did the check, whatever selfie is there', async () => {
    const user = await passed(portraits.bea);
    stage.giveDocuments(user.sessionId, [
      { document_type: 'id', picture: portraits.ann },
      { document_type: 'selfie', picture: portraits.ann },
    ]);
    expect(check(await stage.matchFaces(user))).toEqual(['fail', 'local', ['face_mismatch']]);
    expect((await stage.viewOf(user)).face_match?.source).toBe('liveness');
  });

  it('falls back to the selfie when the step does not want the check used', async () => {
    const user = await passed(portraits.bea, { use_for_face_match: false });
    stage.giveDocuments(user.sessionId, [
      { document_type: 'id', picture: portraits.ann },
      { document_type: 'selfie', picture: portraits.ann },
    ]);
    expect(check(await stage.matchFaces(user))).toEqual(['pass', 'local', []]);
    expect((await stage.viewOf(user)).face_match?.source).toBe('selfie');
  });

  it('never uses the face of a check that was not passed', async () => {
    const user = stage.openSession();
    await stage.verify(user, await ran(user, portraits.ann, { Confidence: 10 }));
    stage.giveDocuments(user.sessionId, [{ document_type: 'id', picture: portraits.ann }]);
    expect(check(await stage.matchFaces(user))).toEqual(['review', 'local', ['liveness_face_missing']]);
  });

  it('goes to a person without an identity document', async () => {
    const user = await passed(portraits.ann);
    expect(check(await stage.matchFaces(user))).toEqual(['review', 'local', ['identity_document_missing']]);
  });

  it('keeps no face in clear', async () => {
    const user = await passed(portraits.ann);
    const rows = stage.database.collection<{ _id: string }>('liveness');
    const row = JSON.stringify(await rows.findOne({ _id: user.sessionId }));
    expect(row).not.toMatch(/embedding|97\.5/);
  });
});
