import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { allMessages, asyncApiDocument, publicTopics, topics } from '../index.js';

interface Described {
  channels: Record<string, { address: string; messages: Record<string, unknown>; tags: { name: string }[] }>;
  operations: Record<string, { action: string; channel: { $ref: string }; messages: { $ref: string }[] }>;
  components: {
    messages: Record<
      string,
      { headers: object; payload: object; examples: { headers: object; payload: object }[] }
    >;
  };
}
const document = asyncApiDocument() as unknown as Described;
const { channels, operations, components } = document;
const ajv = new Ajv({ strict: false });
formats.default(ajv);

describe('the AsyncAPI document', () => {
  it('is plain JSON and the same on every call', () => {
    expect(asyncApiDocument()).toStrictEqual(document);
    expect(JSON.parse(JSON.stringify(document))).toStrictEqual(document);
  });

  it('has one channel per topic', () => {
    const addresses = Object.values(channels).map(({ address }) => address);
    expect(addresses.sort()).toEqual(Object.values(topics).sort());
  });

  it.each(allMessages.map((m) => [m.type, m] as const))('has %s on its channel', (type, message) => {
    const [channel] = Object.values(channels).filter(({ messages }) => type in messages);
    expect(channel?.address).toBe(message.topic);
    expect(components.messages[type]?.payload).toEqual(JSON.parse(JSON.stringify(message.schema)));
  });

  it.each(Object.keys(components.messages))('has an example of %s that fits its schemas', (type) => {
    const { headers, payload, examples } = components.messages[type] ?? {
      headers: {},
      payload: {},
      examples: [],
    };
    expect(examples).toHaveLength(1);
    for (const example of examples) {
      expect(ajv.validate(payload, example.payload)).toBe(true);
      expect(ajv.validate(headers, example.headers)).toBe(true);
      expect(example.headers).toMatchObject({ ce_type: type });
    }
  });

  it('sends on every channel, and receives on none that is only for others', () => {
    for (const [id, { address, messages }] of Object.entries(channels)) {
      const own = Object.values(operations).filter(({ channel }) => channel.$ref === `#/channels/${id}`);
      expect(own.filter(({ action }) => action === 'send')).toHaveLength(1);
      for (const operation of own) expect(operation.messages).toHaveLength(Object.keys(messages).length);
      if ((publicTopics as readonly string[]).includes(address)) expect(own).toHaveLength(1);
    }
  });

  it('marks as public what is public', () => {
    const marked = Object.values(channels).filter(({ tags }) => tags.some(({ name }) => name === 'public'));
    expect(marked.map(({ address }) => address)).toEqual(publicTopics);
  });
});
