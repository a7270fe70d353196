import { allMessages } from '../all-messages.js';
import type { MessageContract } from '../message.js';
import { partitionsPerTopic, topics, type Topic } from '../topics.js';
import { headersOf, sampleHeaders } from './event-headers.js';
import { guideOf, topicGuides, type Audience } from './topic-guide.js';

const bindingVersion = '0.5.0';
const introduction = `Every message of the platform, as its contracts declare it. Messages are CloudEvents 1.0 in the
binary content mode of the Kafka binding: attributes are headers with the prefix \`ce_\`, the value is JSON. The key is the
session id, so that the messages about one session on a topic stay in their order.

Messages carry ids and codes, no personal data. Within a major version only optional fields and further words of an enum
are added: consumers ignore fields they do not know. How to consume decisions
stands in the project’s \`docs/events.md\`.`;

const audiences: Record<Audience, string> = {
  public: 'For systems outside the platform.',
  lifecycle:
    'For the platform’s services and for systems of whoever runs it; with the same promise of compatibility.',
  commands: 'Between the platform’s services only: nobody else sends or reads them.',
};

/** The AsyncAPI 3.0 document of the platform, made of the contracts: plain JSON, the same on every call. */
export function asyncApiDocument(): Record<string, unknown> {
  const channels = channelIds();
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'KYC platform: messages',
      version: '1.0.0',
      description: introduction,
      tags: Object.entries(audiences).map(([name, description]) => ({ name, description })),
    },
    defaultContentType: 'application/json',
    servers: {
      kafka: {
        host: 'kafka.example.com:9092',
        protocol: 'kafka',
        description: 'A placeholder for the cluster that the setting `KAFKA_BROKERS` names.',
      },
    },
    channels: Object.fromEntries(channels.map(([id, topic]) => [id, channelOf(topic)])),
    operations: Object.fromEntries(channels.flatMap(([id, topic]) => operationsOf(id, topic))),
    components: { messages: Object.fromEntries(allMessages.map((m) => [m.type, messageOf(m)])) },
  };
  // Drops the symbols by which the schema library knows its own.
  return JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
}

/** Names of the channels with their topics, in the order of the guides: what is public first. */
function channelIds(): [string, Topic][] {
  const names = new Map(Object.entries(topics).map(([name, topic]) => [topic, name]));
  return (Object.keys(topicGuides) as Topic[]).map((topic) => [names.get(topic) ?? topic, topic]);
}

const messagesOf = (topic: Topic): readonly MessageContract[] => allMessages.filter((m) => m.topic === topic);

function channelOf(topic: Topic): object {
  const { title, description, audience } = topicGuides[topic];
  return {
    address: topic,
    title,
    description: `${description} ${audiences[audience]}`,
    messages: Object.fromEntries(
      messagesOf(topic).map(({ type }) => [type, { $ref: `#/components/messages/${type}` }]),
    ),
    tags: [{ name: audience }],
    bindings: { kafka: { topic, partitions: partitionsPerTopic, bindingVersion } },
  };
}

/** What the platform does with a channel: one of its services sends, others may read. */
function operationsOf(id: string, topic: Topic): [string, object][] {
  const { title, audience, sender, readers } = topicGuides[topic];
  const readBy =
    readers.length > 0 ? `Read by ${readers.join(', ')}.` : 'None of the platform’s services reads it.';
  const operation = (action: 'send' | 'receive', description: string): [string, object] => [
    `${action}${id.charAt(0).toUpperCase()}${id.slice(1)}`,
    {
      action,
      title,
      description,
      channel: { $ref: `#/channels/${id}` },
      messages: messagesOf(topic).map(({ type }) => ({ $ref: `#/channels/${id}/messages/${type}` })),
      tags: [{ name: audience }],
    },
  ];
  const send = operation('send', `Sent by the ${sender} service. ${readBy}`);
  return readers.length > 0 ? [send, operation('receive', readBy)] : [send];
}

function messageOf(contract: MessageContract): object {
  const { type, topic, description, schema, sample } = contract;
  return {
    name: type,
    title: type,
    summary: description,
    headers: headersOf(contract),
    payload: schema,
    tags: [{ name: guideOf(topic).audience }],
    bindings: {
      kafka: { key: { type: 'string', description: 'The session id.' }, bindingVersion },
    },
    examples: [{ name: 'golden_sample', headers: sampleHeaders(contract), payload: sample }],
  };
}
