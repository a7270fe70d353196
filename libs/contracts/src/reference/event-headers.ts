import { Type, type TObject } from '@sinclair/typebox';
import { described, sample, TenantId, Timestamp } from '../fields.js';
import type { MessageContract } from '../message.js';
import { guideOf } from './topic-guide.js';

const text = (description: string) => Type.String({ minLength: 1, description });

/** The Kafka headers of a message: CloudEvents 1.0, binary content mode. */
export function headersOf({ type, topic }: MessageContract): TObject {
  return Type.Object({
    'content-type': Type.Literal('application/json', { description: 'What the record’s value is.' }),
    ce_specversion: Type.Literal('1.0', { description: 'The version of CloudEvents.' }),
    ce_id: text('Unique for each message, the same whenever it is delivered again: what to deduplicate by.'),
    ce_type: Type.Literal(type, { description: 'The type of the message.' }),
    ce_source: Type.Literal(sourceOf(topic), { description: 'The service that sent it.' }),
    ce_subject: text('The session id, like the record’s key.'),
    ce_time: described(Timestamp, 'When it happened, UTC.'),
    ce_tenantid: described(TenantId, 'The tenant that it belongs to.'),
    ce_correlationid: text('Follows one piece of work through all services.'),
    ce_partitionkey: text('What the record’s partition was chosen by: the session id.'),
    ce_causationid: Type.Optional(text('The `ce_id` of the message that caused this one, if one did.')),
    traceparent: Type.Optional(
      Type.String({
        pattern: '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$',
        description: 'W3C trace context of the work that caused it, if that is traced.',
      }),
    ),
  });
}

/** The headers that go with a contract's golden sample, the optional ones included. */
export function sampleHeaders(contract: MessageContract): Record<string, string> {
  const { type, topic } = contract;
  const subject = subjectOf(contract);
  return {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: 'evt_01a207a23280a1b2c3d4e5f60718293a',
    ce_type: type,
    ce_source: sourceOf(topic),
    ce_subject: subject,
    ce_time: sample.time,
    ce_tenantid: 'default',
    ce_correlationid: subject,
    ce_partitionkey: subject,
    ce_causationid: 'evt_01a207a23000b2c3d4e5f60718293a4b',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  };
}

/** The key of the record that carries a contract's golden sample. */
export function subjectOf(contract: MessageContract): string {
  return (contract.sample as { session_id: string }).session_id;
}

const sourceOf = (topic: string): string => `kyc/${guideOf(topic).sender}`;
