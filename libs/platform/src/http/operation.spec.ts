import { describe, expect, it } from '@jest/globals';
import { Type } from '@sinclair/typebox';
import { Operate, OPERATION, type CompiledOperation, type Operation } from './operation.js';

function compiled(more: Partial<Operation>): CompiledOperation {
  const route = (): void => undefined;
  const operation: Operation = {
    summary: 'S',
    tag: 'T',
    access: 'kyc:read',
    answers: { 200: null },
    ...more,
  };
  Operate(operation)({}, 'route', { value: route });
  return Reflect.getMetadata(OPERATION, route) as CompiledOperation;
}

describe('a route that declares neither body nor query', () => {
  it.each(['kyc:read', 'end_user'] as const)('takes neither from callers with %s', (access) => {
    const { body, query } = compiled({ access });
    expect(body?.({ foo: 1 })).toMatchObject({ ok: false, errors: [{ pointer: '/foo' }] });
    expect(body?.([])).toMatchObject({ ok: false });
    expect(body?.({})).toMatchObject({ ok: true });
    expect(query?.({ foo: '1' })).toMatchObject({ ok: false, errors: [{ pointer: '/foo' }] });
    expect(query?.({})).toMatchObject({ ok: true });
  });

  it.each(['anonymous', 'service'] as const)('is not looked into for %s calls', (access) => {
    expect(compiled({ access })).toEqual({ access, body: undefined, query: undefined });
  });

  it('may judge its body itself', () => {
    const { body, query } = compiled({ judgesBody: true });
    expect(body).toBeUndefined();
    expect(query?.({ foo: '1' })).toMatchObject({ ok: false });
  });

  it('does not loosen what others declare', () => {
    const { body } = compiled({ body: Type.Object({ a: Type.String() }, { additionalProperties: false }) });
    expect(body?.({})).toMatchObject({ ok: false, errors: [{ pointer: '/a', code: 'required' }] });
  });
});
