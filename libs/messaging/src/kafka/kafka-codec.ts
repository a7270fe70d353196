import type { Message } from '#libs/contracts';

/** A record as the Kafka client takes it. */
export interface EncodedRecord {
  key: string;
  value: string;
  headers: Record<string, string>;
}

/** A record as the Kafka client gives it. */
export interface ReceivedRecord {
  key: Buffer | null;
  value: Buffer | null;
  headers?: Record<string, Buffer | string | (Buffer | string)[] | undefined>;
}

export type Decoded = { message: Message } | { reason: string };

const contentType = 'application/json';

/**
 * CloudEvents 1.0, Kafka protocol binding, binary content mode: attributes and extensions as `ce_` headers in UTF-8,
 * the payload as the value. The record key is the subject, so that one subject is one ordered lane.
 */
export function encodeRecord(message: Message): EncodedRecord {
  const { causationId, traceparent } = message;
  return {
    key: message.subject,
    value: JSON.stringify(message.data) ?? 'null',
    headers: {
      'content-type': contentType,
      ce_specversion: '1.0',
      ce_id: message.id,
      ce_type: message.type,
      ce_source: message.source,
      ce_subject: message.subject,
      ce_time: message.time,
      ce_tenantid: message.tenantId,
      ce_correlationid: message.correlationId,
      ce_partitionkey: message.subject,
      ...(causationId === undefined ? {} : { ce_causationid: causationId }),
      ...(traceparent === undefined ? {} : { traceparent }),
    },
  };
}

/** Reads a record back, or says why it is none of ours; the reason never repeats contents. */
export function decodeRecord(record: ReceivedRecord): Decoded {
  const headers = textHeaders(record);
  const missing = ['id', 'type', 'source', 'subject', 'time', 'tenantid', 'correlationid'].filter(
    (name) => headers[`ce_${name}`] === undefined,
  );
  if (headers['ce_specversion'] !== '1.0') return { reason: 'The record is not a CloudEvents 1.0 message' };
  if (missing.length > 0) return { reason: `The record lacks ${missing.join(', ')}` };
  if (!isJson(headers['content-type'])) return { reason: 'The content type is not application/json' };
  if (record.value === null) return { reason: 'The record has no value' };
  try {
    return { message: { ...envelope(headers), data: JSON.parse(record.value.toString('utf8')) as unknown } };
  } catch {
    return { reason: 'The value is not valid JSON' };
  }
}

/** Headers as text; of a repeated header the last one counts. */
export function textHeaders({ headers = {} }: ReceivedRecord): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) => {
    const last = Array.isArray(value) ? value.at(-1) : value;
    return last === undefined ? [] : [[name.toLowerCase(), last.toString()] as const];
  });
  return Object.fromEntries(entries);
}

function envelope(headers: Record<string, string>): Omit<Message, 'data'> {
  const { ce_causationid: causationId, traceparent } = headers;
  return {
    id: headers['ce_id'] ?? '',
    type: headers['ce_type'] ?? '',
    source: headers['ce_source'] ?? '',
    subject: headers['ce_subject'] ?? '',
    time: headers['ce_time'] ?? '',
    tenantId: headers['ce_tenantid'] ?? '',
    correlationId: headers['ce_correlationid'] ?? '',
    ...(causationId === undefined ? {} : { causationId }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

function isJson(value: string | undefined): boolean {
  return value === undefined || value.split(';')[0]?.trim().toLowerCase() === contentType;
}
