import { describe, expect, it } from '@jest/globals';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import { NotYet } from './check-job.js';
import { maxAttempts, whatFollows } from './what-follows.js';

const down = new TransientFailure('no answer');

describe('a check whose attempt failed', () => {
  it('is tried again for a minute when a service is down', () => {
    const pauses = [];
    for (let attempt = 1; attempt < maxAttempts; attempt++) {
      const next = whatFollows(down, attempt);
      pauses.push('retryInMs' in next ? next.retryInMs : 0);
    }
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBe(60_000);
  });

  it.each([
    ['a service that stays down', down, 'not_available', 'dependency_unavailable'],
    [
      'a service that is not ready',
      new DomainRefusal('unavailable', ''),
      'not_available',
      'dependency_unavailable',
    ],
    [
      'what it looks at is never made',
      new NotYet('extraction_running'),
      'not_available',
      'extraction_running',
    ],
    ['an answer of another shape', new TypeError('x is not a function'), 'failed', 'internal_error'],
  ])('ends without an outcome after the last attempt: %s', (_, error, status, reason) => {
    expect(whatFollows(error, maxAttempts)).toEqual({ result: { status, reasons: [reason] } });
  });

  it.each([
    ['when the session is not there', new DomainRefusal('not_found', ''), 'session_not_found'],
    ['when it is refused', new DomainRefusal('forbidden', ''), 'dependency_unavailable'],
  ])('ends at once %s', (_, error, reason) => {
    expect(whatFollows(error, 1)).toMatchObject({ result: { reasons: [reason] } });
  });
});
