import { describe, expect, it } from '@jest/globals';
import { Kafka } from 'cloudevents';
import fc from 'fast-check';
import type { Message } from '#libs/contracts';
import { decodeRecord, encodeRecord, type ReceivedRecord } from './kafka-codec.js';

const message: Message = {
  id: 'evt_1',
  type: 'kyc.session.decided',
  source: 'kyc/workflow',
  subject: 'ses_1',
  time: '2026-01-02T03:04:05.678Z',
  tenantId: 'ten_ü',
  correlationId: 'cor_1',
  causationId: 'evt_0',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  data: { decision: 'approved', note: '漢字 😀' },
};

/** The record as the client hands it to a consumer: everything is bytes. */
function received(from: Message): ReceivedRecord {
  const { key, value, headers } = encodeRecord(from);
  const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)] as const);
  return { key: Buffer.from(key), value: Buffer.from(value), headers: Object.fromEntries(bytes) };
}

describe('the Kafka codec', () => {
  it.each([
    ['has no headers', { headers: {} }, 'The record is not a CloudEvents 1.0 message'],
    ['has no value', { value: null }, 'The record has no value'],
    ['holds something that is not JSON', { value: Buffer.from('{"name":') }, 'The value is not valid JSON'],
  ])('refuses a record that %s', (_, change, reason) => {
    expect(decodeRecord({ ...received(message), ...change })).toEqual({ reason });
  });

  it('names the attributes that a record lacks', () => {
    const record = received(message);
    const { ce_id: _id, ce_tenantid: _tenant, ...headers } = record.headers ?? {};

    expect(decodeRecord({ ...record, headers })).toEqual({ reason: 'The record lacks id, tenantid' });
  });

  it('refuses another content type', () => {
    const record = received(message);
    const headers = { ...record.headers, 'content-type': 'application/avro' };

    expect(decodeRecord({ ...record, headers })).toEqual({
      reason: 'The content type is not application/json',
    });
  });

  it('reads back what it wrote, whatever the payload', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 1, unit: 'grapheme' }), (data, subject) => {
        const sent: Message = { ...message, subject, data };
        expect(decodeRecord(received(sent))).toEqual({
          message: { ...sent, data: JSON.parse(JSON.stringify(data)) as unknown },
        });
      }),
    );
  });

  it('writes what the CloudEvents package reads as the same event', () => {
    const { key, value, headers } = encodeRecord(message);

    const event = Kafka.toEvent({ key, value, headers, body: value, timestamp: undefined } as Parameters<
      typeof Kafka.toEvent
    >[0]);

    expect(event).toMatchObject({
      specversion: '1.0',
      id: message.id,
      type: message.type,
      source: message.source,
      subject: message.subject,
      time: message.time,
      tenantid: message.tenantId,
      correlationid: message.correlationId,
      causationid: message.causationId,
      partitionkey: message.subject,
      data: message.data,
    });
  });
});
