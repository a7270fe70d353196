import { describe, expect, it } from '@jest/globals';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import { maxAttempts } from './cross-validation.js';
import { afterFailure } from './run-cross-validation.js';

const down = new TransientFailure('no answer');

describe('a cross-validation whose attempt failed', () => {
  it('is tried again for a minute and a half when the workflow service is down', () => {
    const pauses = [];
    for (let attempt = 1; attempt < maxAttempts; attempt++) {
      const next = afterFailure(down, attempt);
      pauses.push('retryInMs' in next ? next.retryInMs : 0);
    }
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBe(90_000);
  });

  it.each([
    ['a service that stays down', down, 'not_available', 'dependency_unavailable'],
    [
      'a service that is not ready',
      new DomainRefusal('unavailable', ''),
      'not_available',
      'dependency_unavailable',
    ],
    ['an answer of another shape', new TypeError('x is not a function'), 'failed', 'internal_error'],
  ])('ends without an outcome after the last attempt: %s', (_, error, status, reason) => {
    expect(afterFailure(error, maxAttempts)).toMatchObject({
      ended: { result: { status, reasons: [reason] }, evidence: { comparisons: [] } },
    });
  });

  it.each([
    ['when the session is not there', new DomainRefusal('not_found', ''), 'session_not_found'],
    ['when it is refused', new DomainRefusal('forbidden', ''), 'dependency_unavailable'],
  ])('ends at once %s', (_, error, reason) => {
    expect(afterFailure(error, 1)).toMatchObject({ ended: { result: { reasons: [reason] } } });
  });
});
