import type { Message } from '#libs/contracts';

/** The message as one CloudEvents 1.0 event in the JSON format, without line breaks. */
export function toCloudEventJson(message: Message): string {
  return JSON.stringify({
    specversion: '1.0',
    id: message.id,
    type: message.type,
    source: message.source,
    subject: message.subject,
    time: message.time,
    datacontenttype: 'application/json',
    tenantid: message.tenantId,
    correlationid: message.correlationId,
    causationid: message.causationId,
    traceparent: message.traceparent,
    data: message.data,
  });
}
