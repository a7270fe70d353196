import { describe, expect, it } from '@jest/globals';
import { mistakeInValue, operators, type Operator } from './operators.js';

const code = '[A-Z]+-[0-9]+';

describe('an operator of form field rules', () => {
  it.each<[Operator, unknown, unknown, boolean]>([
    ['equals', 'No', 'No', true],
    ['equals', 'no', 'No', false],
    ['equals', ['No'], 'No', true],
    ['equals', ['No', 'Yes'], 'No', false],
    ['equals', ['B', 'A'], ['A', 'B'], true],
    ['equals', ['A', 'A'], ['A', 'B'], false],
    ['equals', { b: 1, a: [2] }, { a: [2], b: 1 }, true],
    ['equals', { a: 1 }, { a: 1, b: 2 }, false],
    ['equals', null, null, true],
    ['not_equals', 'Yes', 'No', true],
    ['not_equals', null, 'No', false],
    ['not_equals', ['No'], 'No', false],
    ['in', 'B', ['A', 'B'], true],
    ['in', ['B', 'C'], ['A', 'B'], true],
    ['in', 'AB', ['A'], false],
    ['not_in', 'C', ['A', 'B'], true],
    ['not_in', ['C', 'A'], ['A', 'B'], false],
    ['not_in', null, ['A'], false],
    ['contains', 'Politically exposed', 'EXPOSED', true],
    ['contains', ['A', 'B'], 'B', true],
    ['contains', ['AB'], 'B', false],
    ['not_contains', 'clean', 'exposed', true],
    ['not_contains', [], 'A', false],
    ['starts_with', 'Oil trading', 'oil', true],
    ['ends_with', 'Oil trading', 'Trading', true],
    ['matches', 'AB-12', code, true],
    ['matches', 'online casino operator', '(casino|gambling)', true],
    ['matches', 'xAB-12', `^${code}$`, false],
    ['matches', 12, code, false],
    ['greater_than', 10, 9, true],
    ['greater_than', '10', 9, false],
    ['greater_or_equal', '2026-11-23', '2026-11-23', true],
    ['less_than', '1990-01-01', '2000-01-01', true],
    ['less_than', null, 5, false],
    ['less_or_equal', 3, 2, false],
    ['between', 5, [1, 5], true],
    ['between', 6, [1, 5], false],
    ['is_empty', null, undefined, true],
    ['is_empty', [], undefined, true],
    ['is_empty', 0, undefined, false],
    ['is_empty', false, undefined, false],
    ['is_not_empty', 'x', undefined, true],
    ['is_not_empty', null, undefined, false],
  ])('%s of %j and %j is %j', (operator, actual, expected, result) => {
    expect(operators[operator](actual, expected)).toBe(result);
  });

  it.each<[Operator, unknown]>([
    ['is_empty', 'x'],
    ['in', 'A'],
    ['in', []],
    ['between', [5, 1]],
    ['between', [1, 'b']],
    ['between', [1]],
    ['matches', '('],
    ['starts_with', 7],
    ['starts_with', ''],
    ['greater_than', [1]],
    ['equals', undefined],
    ['contains', null],
  ])('%s refuses %j as the value of a rule', (operator, value) => {
    expect(mistakeInValue(operator, value)).toEqual(expect.any(String));
  });
});
