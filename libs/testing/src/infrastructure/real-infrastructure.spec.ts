import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import kafkajs from 'kafkajs';
import { startKafka, type TestKafka } from './start-kafka.js';
import { startS3, type TestS3 } from './start-s3.js';

const asked = process.env['TEST_INFRASTRUCTURE'] === '1';
const suite = asked ? describe : describe.skip;
const why = asked ? '' : ' (skipped: TEST_INFRASTRUCTURE=1 asks for it)';
const firstFetchMs = 600_000;

suite(`the Kafka broker for tests${why}`, () => {
  let broker: TestKafka;
  let kafka: kafkajs.Kafka;

  beforeAll(async () => {
    broker = await startKafka();
    kafka = new kafkajs.Kafka({
      brokers: broker.brokers,
      logLevel: kafkajs.logLevel.NOTHING,
      retry: { initialRetryTime: 50, retries: 10 },
    });
  }, firstFetchMs);
  afterAll(async () => broker?.stop());

  it('keeps what it has confirmed through a crash', async () => {
    const producer = kafka.producer({ idempotent: true });
    await producer.connect();
    await producer.send({ topic: 'kept', messages: [{ key: 'a', value: 'one' }] });
    await producer.disconnect();
    await broker.crash();
    await broker.resume();

    const consumer = kafka.consumer({ groupId: 'reader' });
    await consumer.connect();
    await consumer.subscribe({ topic: 'kept', fromBeginning: true });
    const value = await new Promise<string | undefined>((resolve) => {
      void consumer.run({ eachMessage: async ({ message }) => resolve(message.value?.toString()) });
    });
    await consumer.disconnect();
    expect(value).toBe('one');
  }, 120_000);
});

suite(`the S3 server for tests${why}`, () => {
  let server: TestS3;
  let client: S3Client;

  beforeAll(async () => {
    server = await startS3();
    const { endpoint, region, credentials } = server;
    client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  }, firstFetchMs);
  afterAll(async () => {
    client?.destroy();
    await server?.stop();
  });

  it('refuses a signed address that was changed', async () => {
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: server.bucket, Key: 'a' }));
    const answer = await fetch(url.replace('/a?', '/b?'), { method: 'PUT', body: 'text' });
    expect(answer.status).toBe(403);
  });

  it('gives back what was put through a signed address', async () => {
    const at = { Bucket: server.bucket, Key: 'files/one' };
    const put = await fetch(await getSignedUrl(client, new PutObjectCommand(at)), {
      method: 'PUT',
      body: 'text',
    });
    expect(put.status).toBe(200);
    const got = await fetch(await getSignedUrl(client, new GetObjectCommand(at)));
    expect(await got.text()).toBe('text');
  });
});
