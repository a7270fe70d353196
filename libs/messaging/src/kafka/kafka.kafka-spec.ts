import { randomUUID } from 'node:crypto';
import { env } from 'node:process';
import { publicTopics } from '#libs/contracts';
import { sharedMongoUri } from '#libs/testing';
import { describeTransport } from '../testing/transport-contract.js';
import { KafkaTransport } from './kafka-transport.js';

const brokers = (env['KAFKA_BROKERS'] ?? '').split(',');

describeTransport('Kafka', async () => {
  const bus = await KafkaTransport.connect({ brokers, clientId: 'kyc-contract', replicationFactor: 1 });
  const seen: { id: string; tenantId: string }[] = [];
  const outside = await bus.subscribe({
    consumer: `outside-${randomUUID()}`,
    topics: publicTopics,
    deliver: async (delivery) => {
      if ('message' in delivery) seen.push(delivery.message);
    },
  });
  return {
    mongoUri: sharedMongoUri(),
    connect: async () => bus,
    publicIds: async (tenantId) =>
      seen.filter((message) => message.tenantId === tenantId).map(({ id }) => id),
    close: async () => {
      await outside.close();
      await bus.close();
    },
  };
});
