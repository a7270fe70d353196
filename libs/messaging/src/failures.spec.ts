import { describe, expect, it } from '@jest/globals';
import { MongoServerError } from 'mongodb';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import { describeFailure, isFinalRefusal } from './failures.js';
import { defaultRetryPolicy, pauseAfter } from './retry-policy.js';

describe('the note of a failure', () => {
  it('does not repeat what a driver or parser quotes from the data', () => {
    const duplicate = new MongoServerError({
      message: 'E11000 dup key: { email: "ann@example.org" }',
      code: 11000,
    });

    expect(describeFailure(duplicate)).toEqual({ name: 'MongoServerError', code: '11000' });
    expect(describeFailure(new SyntaxError('Unexpected token in "Ann Smith"'))).toEqual({
      name: 'SyntaxError',
    });
    expect(describeFailure('Ann Smith')).toEqual({ name: 'string' });
  });

  it('keeps what our own code says', () => {
    expect(describeFailure(new TransientFailure('the store is away'))).toEqual({
      name: 'TransientFailure',
      detail: 'the store is away',
    });
  });

  it('tells a final refusal from one that only says not now', () => {
    const codes = [
      'conflict',
      'unavailable',
      'rate_limited',
      'internal_error',
      'not_found',
      'illegal_transition',
    ] as const;

    const final = codes.filter((code) => isFinalRefusal(new DomainRefusal(code, 'no')));

    expect(final).toEqual(['not_found', 'illegal_transition']);
  });
});

describe('the pause before another attempt', () => {
  it('grows from half a second to ten minutes', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7].map((failures) => pauseAfter(failures, defaultRetryPolicy, 1));

    expect(pauses).toEqual([500, 2_000, 8_000, 32_000, 128_000, 512_000, 600_000]);
  });

  it('is never shorter than half of that', () => {
    expect(pauseAfter(3, defaultRetryPolicy, 0)).toBe(4_000);
  });
});
