import { describe, expect, it } from '@jest/globals';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import { afterFailure } from './run-check.js';
import { maxAttempts } from './session-check.js';

const down = new TransientFailure('no answer');

describe('a check whose attempt failed', () => {
  it('is tried again for about a minute when a service is down', () => {
    const pauses = [];
    for (let attempt = 1; attempt < maxAttempts; attempt++) {
      const next = afterFailure({ attempts: attempt }, down);
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
    ['an answer of another shape', new TypeError('x is not a function'), 'failed', 'internal_error'],
  ])('ends without an outcome after the last attempt: %s', (_, error, status, reason) => {
    expect(afterFailure({ attempts: maxAttempts }, error)).toEqual({
      ended: { result: { status, reasons: [reason] }, searched: [], parties: [] },
    });
  });

  it('ends with evidence of the shape of its kind', () => {
    expect(afterFailure({ kind: 'crypto', attempts: maxAttempts }, down)).toMatchObject({
      ended: { evidence: { lists: [], wallets: [], limits: [expect.any(String)] } },
    });
    expect(afterFailure({ kind: 'adverse_media', attempts: maxAttempts }, down)).toMatchObject({
      ended: { evidence: { sources: [], findings: [], limits: [expect.any(String)] } },
    });
  });

  it('ends at once when the session is not there', () => {
    const gone = new DomainRefusal('not_found', '');
    expect(afterFailure({ attempts: 1 }, gone)).toMatchObject({
      ended: { result: { reasons: ['session_not_found'] } },
    });
  });
});
