import { randomUUID } from 'node:crypto';
import { env } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import type { Message } from '#libs/contracts';
import { silentLogger } from '../logger.js';
import { eventually } from '../testing/stage.js';
import { PublishRefused, type Delivery } from '../transport.js';
import { KafkaTransport } from './kafka-transport.js';

const brokers = (env['KAFKA_BROKERS'] ?? '').split(',');

const topic = `kyc.${randomUUID().slice(0, 8)}.events.v1`;
const message = (id: string, data: unknown): Message => ({
  ...{
    id,
    type: 'kyc.test.done',
    source: 'kyc/test',
    subject: 'ses_1',
    tenantId: 't',
    correlationId: id,
    data,
  },
  time: '2026-01-02T03:04:05.678Z',
});

function redelivery(bus: () => KafkaTransport): void {
  it('delivers again what could not be made durable, and then what follows', async () => {
    const seen: string[] = [];
    let failures = 0;
    const deliver = async (delivery: Delivery): Promise<void> => {
      if (!('message' in delivery)) return;
      if (delivery.message.id === '1' && failures++ < 2) throw new Error('the database is away');
      seen.push(delivery.message.id);
    };
    const subscription = await bus().subscribe({ consumer: randomUUID(), topics: [topic], deliver });

    await bus().publish(topic, [message('1', {}), message('2', {})]);

    await eventually(
      () => seen.length,
      (count) => count >= 2,
    );
    expect(seen).toEqual(['1', '2']);
    await subscription.close();
  });
}

function foreignRecords(bus: () => KafkaTransport): void {
  it('hands over a record that is no message with its bytes', async () => {
    const seen: Delivery[] = [];
    const producer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).producer();
    const foreign = `${topic}.foreign`;
    const deliver = async (delivery: Delivery): Promise<void> => void seen.push(delivery);
    const subscription = await bus().subscribe({ consumer: randomUUID(), topics: [foreign], deliver });
    await producer.connect();

    await producer.send({
      topic: foreign,
      messages: [{ key: 'ses_1', value: 'not json', headers: { a: 'b' } }],
    });

    await eventually(
      () => seen.length,
      (count) => count === 1,
    );
    expect(seen[0]).toMatchObject({
      topic: foreign,
      unreadable: {
        key: 'ses_1',
        raw: { valueBase64: Buffer.from('not json').toString('base64'), headers: { a: 'b' } },
      },
    });
    await producer.disconnect();
    await subscription.close();
  });
}

function limitsAndMarks(bus: () => KafkaTransport): void {
  it('says so when a message is larger than the broker takes, and goes on with others', async () => {
    const huge = message('huge', { text: 'x'.repeat(3_000_000) });

    await expect(bus().publish(topic, [huge])).rejects.toThrow(PublishRefused);
    await expect(bus().publish(topic, [message('3', {})])).resolves.toBeUndefined();
  });

  it('finds what arrived since a mark and nothing from before it', async () => {
    await bus().publish(topic, [message('before', {})]);
    const mark = await bus().positionOf(topic);
    await bus().publish(topic, [message('after', {})]);

    const arrived = await bus().arrivedSince(topic, mark, new Set(['before', 'after', 'never']));

    expect([...arrived]).toEqual(['after']);
  });
}

function sharing(bus: () => KafkaTransport): void {
  it('keeps two members of one service apart: each message goes to one of them', async () => {
    const shared = `${topic}.shared`;
    const consumer = randomUUID();
    const seen: string[] = [];
    const deliver = async (delivery: Delivery): Promise<void> => {
      if ('message' in delivery) seen.push(delivery.message.id);
    };
    const members = [
      await bus().subscribe({ consumer, topics: [shared], deliver }),
      await bus().subscribe({ consumer, topics: [shared], deliver }),
    ];

    const sent = Array.from({ length: 24 }, (_, n) => ({ ...message(`m${n}`, {}), subject: `ses_${n}` }));
    await bus().publish(shared, sent);

    await eventually(
      () => new Set(seen).size,
      (count) => count === sent.length,
    );
    expect(seen).toHaveLength(sent.length);
    await Promise.all(members.map((member) => member.close()));
  });
}

describe('the Kafka transport', () => {
  let bus: KafkaTransport;
  beforeAll(async () => {
    const clientId = 'kyc-specifics';
    bus = await KafkaTransport.connect({ brokers, clientId, replicationFactor: 1, logger: silentLogger });
  });
  afterAll(() => bus.close());

  redelivery(() => bus);
  foreignRecords(() => bus);
  limitsAndMarks(() => bus);
  sharing(() => bus);
});
