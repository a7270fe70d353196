import type { TObject } from '@sinclair/typebox';
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

  it.each(allMessages.map((m) => [m.type, m] as const))('%s says what each field means', (_type, message) => {
    for (const field of Object.values((message.schema as TObject).properties))
      expect(field.description).toMatch(/^\S.*\.$/);
  });

  it.each(allMessages.map((m) => [m.type, m] as const))(
    '%s shows its fields in its sample',
    (_type, message) => {
      const fields = Object.keys((message.schema as TObject).properties);
      // A file answers either a request for a document or a form field.
      const shown = [...Object.keys(message.sample as object), 'field_id'];
      expect(fields.filter((name) => !shown.includes(name))).toEqual([]);
    },
  );

  it.each(allMessages.map((m) => [m.type, m] as const))(
    '%s takes fields of a later version',
    (_type, message) => {
      expect(ajv.validate(message.schema, { ...(message.sample as object), added_later: true })).toBe(true);
    },
  );

  it('are named after the context that sends them', () => {
    for (const { type } of allMessages) expect(type).toMatch(/^kyc\.[a-z]+\.[a-z_]+(\.v\d+)?$/);
  });

  it('publish one message type per public topic', () => {
    for (const topic of publicTopics) expect(allMessages.filter((m) => m.topic === topic)).toHaveLength(1);
  });
});
