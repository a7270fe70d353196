import { describe, expect, it } from '@jest/globals';
import type { Message } from '#libs/contracts';
import { TransientFailure } from '#libs/problems';
import { InProcessTransport } from './in-process-transport.js';
import { gate } from './testing/stage.js';
import type { Delivery } from './transport.js';

const topic = 'kyc.test.events.v1';

function message(id: string, subject = 'ses_1'): Message {
  const time = '2026-01-02T03:04:05.678Z';
  return {
    ...{ id, subject, time, type: 'kyc.test.done', source: 'kyc/test' },
    ...{ tenantId: 't', correlationId: id, data: {} },
  };
}

function idOf(delivery: Delivery): string {
  return 'message' in delivery ? delivery.message.id : '';
}

describe('the in-process bus', () => {
  it('takes nothing while a service that it awaits is not there', async () => {
    const bus = new InProcessTransport({ consumers: ['workflow', 'document'] });
    await bus.subscribe({ consumer: 'workflow', topics: [topic], deliver: async () => undefined });

    await expect(bus.publish(topic, [message('1')])).rejects.toThrow(
      'Not all services have started: document',
    );
  });

  it('takes nothing for a service that has stopped', async () => {
    const bus = new InProcessTransport();
    const request = { consumer: 'workflow', topics: [topic], deliver: async () => undefined };
    await (await bus.subscribe(request)).close();

    await expect(bus.publish(topic, [message('1')])).rejects.toThrow(TransientFailure);
    await bus.subscribe(request);
    await expect(bus.publish(topic, [message('1')])).resolves.toBeUndefined();
  });

  it('rejects when one consumer could not make a message durable, after the others have it', async () => {
    const bus = new InProcessTransport();
    const seen: string[] = [];
    const failing = async (): Promise<void> => Promise.reject(new Error('the database is away'));
    await bus.subscribe({ consumer: 'a', topics: [topic], deliver: failing });
    await bus.subscribe({ consumer: 'b', topics: [topic], deliver: async (it) => void seen.push(idOf(it)) });

    await expect(bus.publish(topic, [message('1')])).rejects.toThrow('A consumer could not take a message');
    expect(seen).toEqual(['1']);
  });

  it('resolves a publish only when the slowest consumer has finished', async () => {
    const bus = new InProcessTransport();
    const { opened, open } = gate();
    await bus.subscribe({ consumer: 'slow', topics: [topic], deliver: () => opened });
    let isDone = false;

    const published = bus.publish(topic, [message('1')]).then(() => (isDone = true));

    await bus.ping();
    expect(isDone).toBe(false);
    open();
    await published;
    expect(isDone).toBe(true);
  });

  it('does not deliver what follows in a lane after a failure', async () => {
    const bus = new InProcessTransport();
    const seen: string[] = [];
    const deliver = async (delivery: Delivery): Promise<void> => {
      seen.push(idOf(delivery));
      if (idOf(delivery) === '1') throw new Error('the database is away');
    };
    await bus.subscribe({ consumer: 'a', topics: [topic], deliver });

    await expect(bus.publish(topic, [message('1'), message('2'), message('3', 'ses_2')])).rejects.toThrow();
    expect(seen.sort()).toEqual(['1', '3']);
  });

  it('takes nothing once it is closed', async () => {
    const bus = new InProcessTransport();
    await bus.close();

    await expect(bus.ping()).rejects.toThrow('The bus is closed');
    await expect(bus.publish(topic, [message('1')])).rejects.toThrow('The bus is closed');
  });
});
