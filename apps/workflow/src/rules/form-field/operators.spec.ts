import { describe, expect, it } from '@jest/globals';
import { mistakeInValue, operators, type Operator } from './operators.js';

describe('an operator of form field rules', () => {
  it.each<[Operator, unknown, unknown, boolean]>([
    ['equals', 'No', 'No', true],
    ['equals', 'no', 'No', false],
    ['equals', ['No'], 'No', true],
    ['not_equals', 'Yes', 'No', true],
    ['not_equals', undefined, 'No', false],
    ['in', 'B', ['A', 'B'], true],
    ['in', ['B', 'C'], ['A', 'B'], true],
    ['not_in', 'C', ['A', 'B'], true],
    ['not_in', undefined, ['A'], false],
    ['contains', 'Politically exposed', 'EXPOSED', true],
    ['contains', ['A', 'B'], 'B', true],
    ['not_contains', 'clean', 'exposed', true],
    ['starts_with', 'Oil trading', 'oil', true],
    ['ends_with', 'Oil trading', 'Trading', true],
    ['matches', 'AB-12', '[A-Z]+-[0-9]+', true],
    ['matches', 'xAB-12', '[A-Z]+-[0-9]+', false],
    ['greater_than', 10, 9, true],
    ['greater_than', '10', 9, false],
    ['greater_or_equal', '2026-11-23', '2026-11-23', true],
    ['less_than', '1990-01-01', '2000-01-01', true],
    ['less_or_equal', 3, 2, false],
    ['between', 5, [1, 5], true],
    ['between', 6, [1, 5], false],
    ['is_empty', undefined, undefined, true],
    ['is_empty', 'x', undefined, false],
    ['is_not_empty', 'x', undefined, true],
  ])('%s of %j and %j is %j', (operator, actual, expected, result) => {
    expect(operators[operator](actual, expected)).toBe(result);
  });

  it.each<[Operator, unknown]>([
    ['is_empty', 'x'],
    ['in', 'A'],
    ['in', []],
    ['between', [5, 1]],
    ['between', [1, 'b']],
    ['matches', '('],
    ['starts_with', 7],
    ['greater_than', [1]],
    ['equals', undefined],
  ])('%s refuses %j as the value of a rule', (operator, value) => {
    expect(mistakeInValue(operator, value)).toEqual(expect.any(String));
  });
});
