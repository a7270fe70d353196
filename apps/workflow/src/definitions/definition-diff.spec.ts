import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { differences } from './definition-diff.js';
import { pathOf, valueAt } from './json-pointer.js';

const shown = (older: unknown, newer: unknown): string[] =>
  differences(older, newer).map(({ op, pointer }) => `${op} ${pointer}`);

describe('the differences between two versions', () => {
  it('are none when they say the same in another order', () => {
    expect(shown({ a: 1, b: { c: [1] } }, { b: { c: [1] }, a: 1 })).toEqual([]);
  });

  it('name what was added, removed and changed', () => {
    expect(shown({ a: 1, b: 2, c: { 'd/e': 1 } }, { a: 2, c: { 'd/e': 2 }, f: null })).toEqual([
      'changed /a',
      'removed /b',
      'changed /c/d~1e',
      'added /f',
    ]);
  });

  it('do not take a step that was put in front for a change of the others', () => {
    const steps = (...ids: string[]) => ({
      steps: ids.map((step_id, i) => ({ step_id, order: i + 1, x: 1 })),
    });
    expect(shown(steps('a', 'b'), steps('new', 'a', 'b'))).toEqual([
      'changed /steps/1/order',
      'changed /steps/2/order',
      'added /steps/0',
    ]);
    expect(shown(steps('a', 'b'), steps('b'))).toEqual(['removed /steps/0', 'changed /steps/0/order']);
  });

  it('hold lists without ids against each other place by place', () => {
    expect(shown({ tags: ['a', 'b'] }, { tags: ['a', 'c', 'd'] })).toEqual([
      'changed /tags/1',
      'added /tags/2',
    ]);
  });

  it('say that items only stand in another order', () => {
    const fields = (...ids: string[]) => ({ fields: ids.map((field_id) => ({ field_id })) });
    expect(shown(fields('a', 'b'), fields('b', 'a'))).toEqual(['changed /fields']);
  });

  it('say that a value is of another kind', () => {
    expect(shown({ a: [] }, { a: {} })).toEqual(['changed /a']);
    expect(shown({ a: null }, { a: {} })).toEqual(['changed /a']);
    expect(shown({ a: {} }, { a: { b: 1 } })).toEqual(['added /a/b']);
  });

  it('are there exactly when the two differ, and point at something', () => {
    const part = fc.dictionary(
      fc.constantFrom('a', 'b', 'step_id', '__proto__'),
      fc.jsonValue({ maxDepth: 2 }),
      // As JSON.parse makes them.
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.array(part), fc.array(part), (older, newer) => {
        const found = differences({ list: older }, { list: newer });
        expect(found.length === 0).toBe(isDeepStrictEqual(older, newer));
        for (const { op, pointer } of found)
          expect(
            valueAt(op === 'removed' ? { list: older } : { list: newer }, pathOf(pointer)),
          ).not.toBeUndefined();
      }),
    );
  });
});
