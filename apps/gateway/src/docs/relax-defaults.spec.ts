import { describe, expect, it } from '@jest/globals';
import { dropDefaults, relaxDefaults } from './relax-defaults.js';

describe('a request’s schema as its senders read it', () => {
  it('does not require what has a default, at any depth', () => {
    const inner = { type: 'object', required: ['a', 'b'], properties: { a: { default: 1 }, b: {} } };
    const schema = {
      anyOf: [{ type: 'object', required: ['x'], properties: { x: { ...inner, default: {} } } }],
    };
    expect(relaxDefaults(schema)).toEqual({
      anyOf: [{ type: 'object', properties: { x: { ...inner, required: ['b'], default: {} } } }],
    });
  });

  it('keeps properties that are named like keywords', () => {
    const properties = { required: { type: 'boolean' }, default: { type: 'string' }, properties: {} };
    const schema = { type: 'object', properties, required: ['required', 'default'] };
    expect(relaxDefaults(schema)).toEqual(schema);
    expect(dropDefaults(schema)).toEqual(schema);
  });
});

describe('an answer’s schema', () => {
  it('has no defaults but still says what is always there', () => {
    const schema = { type: 'object', required: ['a'], properties: { a: { type: 'object', default: {} } } };
    expect(dropDefaults(schema)).toEqual({
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'object' } },
    });
  });
});
