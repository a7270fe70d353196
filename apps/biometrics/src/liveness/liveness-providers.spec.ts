import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { createLogger } from '#libs/platform';
import { TransientFailure } from '#libs/problems';
import { sharedMongoUri } from '#libs/testing';
import { RekognitionServer, type Misbehaviour } from '../testing/rekognition-server.js';
import type { LivenessOrder, LivenessProvider } from './liveness-provider.js';
import { RekognitionLiveness } from './rekognition-liveness.js';
import { SandboxLiveness } from './sandbox-liveness.js';

const credentials = { accessKeyId: 'AKIDEXAMPLE0EXAMPLE0', secretAccessKey: 'not a real one' };
const logged: string[] = [];
const logger = Object.assign(createLogger('biometrics', 'silent'), {
  error: (line: object, text: string) => void logged.push(`${JSON.stringify(line)} ${text}`),
});

let server: RekognitionServer;
let database: Database;
let rekognition: RekognitionLiveness;
beforeAll(async () => {
  server = await RekognitionServer.start();
  database = await Database.connect(sharedMongoUri(), `liveness_${randomUUID().slice(0, 8)}`);
  const options = { region: 'eu-west-1', endpoint: server.url, credentials };
  rekognition = new RekognitionLiveness({ ...options, requestTimeoutMs: 500, callTimeoutMs: 5_000 }, logger);
});
afterAll(async () => {
  rekognition.onApplicationShutdown();
  await server.stop();
  await database.db.dropDatabase();
  await database.close();
});

const order = (more: Partial<LivenessOrder> = {}): LivenessOrder => ({
  token: randomUUID(),
  challengeType: 'FaceMovementChallenge',
  auditImages: 0,
  ...more,
});

/** How a test brings a check of each provider to an end. */
interface Subject {
  provider: () => LivenessProvider;
  unknownId: string;
  begin: (outcome: 'in_progress' | 'failed' | 'expired' | 'passed') => Promise<string>;
}

const sandbox: Subject = {
  provider: () => new SandboxLiveness(database),
  unknownId: 'sandbox-none',
  begin: async (sandboxOutcome) =>
    (await new SandboxLiveness(database).create(order({ sandboxOutcome }))).sessionId,
};

const results = {
  in_progress: { Status: 'IN_PROGRESS' },
  failed: { Status: 'FAILED' },
  expired: { Status: 'EXPIRED' },
  passed: { Status: 'SUCCEEDED', Confidence: 99.5 },
};
const amazon: Subject = {
  provider: () => rekognition,
  unknownId: randomUUID(),
  begin: async (outcome) => {
    const { sessionId } = await rekognition.create(order());
    server.finish(sessionId, results[outcome]);
    return sessionId;
  },
};

describe.each([
  ['sandbox', sandbox],
  ['rekognition', amazon],
])('the %s provider', (name, { provider, unknownId, begin }) => {
  it('has its name', () => {
    expect(provider().name).toBe(name);
  });

  it('says of a check that it does not know that it is expired', async () => {
    expect(await provider().result(unknownId)).toMatchObject({ status: 'expired' });
  });

  it.each(['failed', 'expired'] as const)('says that a check is %s', async (outcome) => {
    expect(await provider().result(await begin(outcome))).toMatchObject({ status: outcome });
  });

  it('says that a check is under way', async () => {
    expect(await provider().result(await begin('in_progress'))).toEqual({ status: 'in_progress' });
  });

  it('gives the confidence of a check that ran to its end, as often as it is asked', async () => {
    const id = await begin('passed');
    const results = [await provider().result(id), await provider().result(id)];
    const succeeded = { status: 'succeeded', confidence: 99.5 };
    expect(results).toMatchObject([succeeded, succeeded]);
  });

  it('begins one check for one token and says until when it can be done', async () => {
    const token = randomUUID();
    const before = Date.now();
    const [first, again] = [
      await provider().create(order({ token })),
      await provider().create(order({ token })),
    ];
    expect(again.sessionId).toBe(first.sessionId);
    expect(first.expiresAt.getTime()).toBeGreaterThan(before);
    expect(first.expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 180_000);
    const other = await provider().create(order());
    expect(other.sessionId).not.toBe(first.sessionId);
  });
});

describe('the sandbox', () => {
  it.each([
    ['passed', 99.5, 0.99],
    ['low_confidence', 89, 0.99],
    ['face_mismatch', 99.5, 0.3],
  ])('plays %s, marked as made up', async (sandboxOutcome, confidence, simulatedSimilarity) => {
    const { sessionId } = await sandbox.provider().create(order({ sandboxOutcome }));
    expect(await sandbox.provider().result(sessionId)).toEqual({
      ...{ status: 'succeeded', confidence, simulatedSimilarity },
      ...{ auditImages: [], reasons: ['sandbox_result'] },
    });
  });

  it('passes unless told otherwise', async () => {
    const { sessionId } = await sandbox.provider().create(order());
    expect(await sandbox.provider().result(sessionId)).toMatchObject({ confidence: 99.5 });
  });

  it('finishes a check that was in progress by the second question, also after a restart', async () => {
    const id = await sandbox.begin('in_progress');
    await sandbox.provider().result(id);
    expect(await sandbox.provider().result(id)).toMatchObject({ status: 'succeeded', confidence: 99.5 });
  });

  it.each(['pass', '', 'constructor'])('fails the misspelt outcome %j, so that it is seen', async (typo) => {
    const { sessionId } = await sandbox.provider().create(order({ sandboxOutcome: typo }));
    expect(await sandbox.provider().result(sessionId)).toEqual({
      status: 'failed',
      reasons: ['sandbox_result', 'unknown_sandbox_outcome'],
    });
  });

  it('lets a check expire after three minutes', async () => {
    const id = await sandbox.begin('passed');
    const createdAt = new Date(Date.now() - 180_000);
    const checks = database.collection<{ _id: string }>('sandbox_liveness_checks');
    await checks.updateOne({ _id: id }, { $set: { createdAt } });
    expect(await sandbox.provider().result(id)).toMatchObject({ status: 'expired' });
  });
});

describe('Rekognition', () => {
  it('is sent the token, the challenge and how many pictures are wanted, and nothing else', async () => {
    const token = randomUUID();
    await rekognition.create(
      order({ token, auditImages: 4, challengeType: 'FaceMovementAndLightChallenge', sandboxOutcome: 'x' }),
    );
    expect(server.calls.at(-1)).toEqual({
      operation: 'CreateFaceLivenessSession',
      request: {
        ClientRequestToken: token,
        Settings: {
          AuditImagesLimit: 4,
          ChallengePreferences: [{ Type: 'FaceMovementAndLightChallenge' }],
        },
      },
    });
  });

  it('gives its pictures and what it saw in the video', async () => {
    const { sessionId } = await rekognition.create(order());
    const picture = (text: string) => ({ Bytes: Buffer.from(text).toString('base64') });
    server.finish(sessionId, {
      ...{ Status: 'SUCCEEDED', Confidence: 55.25, ReferenceImage: picture('front') },
      AuditImages: [picture('left'), { BoundingBox: { Left: 0.5 } }, picture('right')],
      Feedback: [
        { Code: 'LOW_LIGHTING_DETECTED', Message: 'More light, please.' },
        { Code: 'no code at all!', Message: '' },
      ],
    });
    expect(await rekognition.result(sessionId)).toEqual({
      ...{ status: 'succeeded', confidence: 55.25, referenceImage: Buffer.from('front') },
      ...{ auditImages: [Buffer.from('left'), Buffer.from('right')], reasons: ['low_lighting_detected'] },
    });
  });

  it.each<Misbehaviour>(['throttled', 'over_quota', 'internal_error', 'silent'])(
    'is asked again when it is %s, with the same token',
    async (how) => {
      const before = server.calls.length;
      server.misbehave(how);
      const token = randomUUID();
      await rekognition.create(order({ token }));
      const tokens = server.calls.slice(before).map(({ request }) => request['ClientRequestToken']);
      expect(tokens).toEqual([token, token]);
    },
  );

  it.each<Misbehaviour>(['throttled', 'internal_error', 'silent'])(
    'cannot answer now when it stays %s, which is no defect',
    async (how) => {
      logged.length = 0;
      server.misbehave(how, how, how, how, how);
      await expect(rekognition.create(order())).rejects.toThrow(TransientFailure);
      server.misbehave();
      expect(logged).toEqual([]);
    },
  );

  it.each<Misbehaviour>(['access_denied', 'not_json', 'without_members'])(
    'that answers %s is a defect: it is logged, and callers may try again',
    async (how) => {
      logged.length = 0;
      const id = await amazon.begin('passed');
      for (const work of [() => rekognition.create(order()), () => rekognition.result(id)]) {
        server.misbehave(how, how, how);
        await expect(work()).rejects.toThrow(TransientFailure);
      }
      server.misbehave();
      expect(logged).toHaveLength(2);
      expect(logged.join()).not.toMatch(/html|proxy/);
    },
  );

  it.each([
    ['an unknown status', { Status: 'DANCING' }],
    ['no confidence', { Status: 'SUCCEEDED' }],
    ['a confidence out of range', { Status: 'SUCCEEDED', Confidence: 101 }],
  ])('never counts %s as a result', async (_what, answer) => {
    const { sessionId } = await rekognition.create(order());
    server.finish(sessionId, answer);
    await expect(rekognition.result(sessionId)).rejects.toThrow(TransientFailure);
  });

  it('that cannot be reached cannot answer', async () => {
    const gone = await RekognitionServer.start();
    const endpoint = gone.url;
    await gone.stop();
    const unreachable = new RekognitionLiveness({ region: 'eu-west-1', endpoint, credentials }, logger);
    await expect(unreachable.create(order())).rejects.toThrow(TransientFailure);
    unreachable.onApplicationShutdown();
  });
});
