import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { allMessages, publicTopics } from './index.js';

const ajv = new Ajv({ strict: false });
formats.default(ajv);

describe('message contracts', () => {
  it('have unique types', () => {
    expect(new Set(allMessages.map((m) => m.type)).size).toBe(allMessages.length);
  });

  it.each(allMessages.map((m) => [m.type, m] as const))('%s accepts its golden sample', (_type, message) => {
    expect(ajv.validate(message.schema, message.sample)).toBe(true);
  });

  it.each(allMessages.map((m) => [m.type, m] as const))('%s refuses an empty payload', (_type, message) => {
    expect(ajv.validate(message.schema, {})).toBe(false);
  });

  it('are named after the context that sends them', () => {
    for (const { type } of allMessages) expect(type).toMatch(/^kyc\.[a-z]+\.[a-z_]+(\.v\d+)?$/);
  });

  it('publish one message type per public topic', () => {
    for (const topic of publicTopics) expect(allMessages.filter((m) => m.topic === topic)).toHaveLength(1);
  });
});
