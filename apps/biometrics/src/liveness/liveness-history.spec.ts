import { describe, expect, it } from '@jest/globals';
import type { LivenessStep } from '#libs/contracts';
import {
  attemptOf,
  begin,
  conclude,
  faceToCompare,
  giveBack,
  reservationMs,
  reserve,
  type AttemptOutcome,
  type LivenessHistory,
} from './liveness-history.js';
import { liveness } from './liveness-view.js';

const now = new Date('2026-11-23T09:00:00.000Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
const step: LivenessStep = {
  step_id: 'live',
  config: {
    min_confidence: 90,
    challenge_type: 'FaceMovementChallenge',
    save_reference_image: true,
    save_audit_images: false,
    use_for_face_match: true,
    max_retries: 2,
  },
};
const reopened: LivenessStep = { ...step, reopened_at: '2026-11-23T10:00:00.000Z' };

const passed: AttemptOutcome = {
  ...{ status: 'succeeded', passed: true, reasons: [], completedAt: now.toISOString() },
};

const empty = (): LivenessHistory => ({ attempts: [] });
const take = (history: LivenessHistory, id: string, at = now, of = step): void =>
  void reserve(history, of, { id, provider: 'sandbox', now: at });

/** Takes an attempt, begins it as `check-<id>` and, if told, judges it. */
function add(history: LivenessHistory, id: string, outcome?: Partial<AttemptOutcome>, of = step): void {
  take(history, id, now, of);
  begin(history, id, { sessionId: `check-${id}`, expiresAt: later(180_000) });
  if (!outcome) return;
  conclude(attemptOf(history, `check-${id}`), { ...passed, ...outcome });
}

describe('the attempts of a liveness step', () => {
  it('end', () => {
    const history = empty();
    take(history, 'a');
    take(history, 'b');
    expect(() => take(history, 'c')).toThrow(expect.objectContaining({ code: 'limit_reached' }));
    expect(history.attempts).toHaveLength(2);
  });

  it('are not used up by what a crash left behind', () => {
    const history = empty();
    take(history, 'a');
    add(history, 'b');
    expect(() => take(history, 'c', later(reservationMs - 1))).toThrow();
    take(history, 'c', later(reservationMs));
    expect(history.attempts.map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it('are not used up by a provider that could not begin', () => {
    const history = empty();
    take(history, 'a');
    giveBack(history, 'a');
    take(history, 'b');
    take(history, 'c');
    expect(history.attempts.map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it('cannot begin when the reservation has been given to somebody else', () => {
    expect(() => begin(empty(), 'a', { sessionId: 'check-a', expiresAt: now })).toThrow('too late');
  });

  it('are counted anew when the step was opened again, and numbered on', () => {
    const history = empty();
    add(history, 'a', {});
    add(history, 'b', {});
    add(history, 'c', undefined, reopened);
    expect(history.attempts.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('keep their first judgement', () => {
    const history = empty();
    add(history, 'a', { passed: false });
    expect(conclude(attemptOf(history, 'check-a'), passed)).toBe(false);
    expect(attemptOf(history, 'check-a').outcome?.passed).toBe(false);
  });
});

describe('the view of liveness', () => {
  it('is absent as long as no check has begun', () => {
    const history = empty();
    expect(liveness(history, now)).toBeUndefined();
    take(history, 'a');
    expect(liveness(history, now)).toBeUndefined();
  });

  it('is the latest judged attempt; one that is under way changes nothing', () => {
    const history = empty();
    add(history, 'a', { passed: true, confidence: 99 });
    add(history, 'b');
    expect(liveness(history, now)).toMatchObject({ passed: true, confidence: 99 });
    expect(liveness(history, now)?.attempts.map(({ status }) => status)).toEqual(['succeeded', 'created']);
    conclude(attemptOf(history, 'check-b'), {
      ...{ status: 'failed', passed: false, reasons: ['liveness_failed'], completedAt: now.toISOString() },
    });
    expect(liveness(history, now)).toMatchObject({ passed: false, confidence: null });
  });

  it('forgets a pass from before the step was opened again', () => {
    const history = empty();
    add(history, 'a', { passed: true, confidence: 99 });
    add(history, 'b', undefined, reopened);
    expect(liveness(history, now)).toMatchObject({ passed: false, confidence: null });
    expect(liveness(history, now)?.attempts).toHaveLength(2);
  });

  it('is not passed when another liveness step is not', () => {
    const history = empty();
    add(history, 'a', { passed: false });
    add(history, 'b', { passed: true }, { ...step, step_id: 'second' });
    expect(liveness(history, now)?.passed).toBe(false);
  });

  it('is marked as made up when the sandbox judged any of the steps', () => {
    const history = empty();
    add(history, 'a', {});
    add(history, 'b', {}, { ...step, step_id: 'second' });
    expect(history.attempts.map(({ provider }) => provider)).toEqual(['sandbox', 'sandbox']);
    Object.assign(attemptOf(history, 'check-b'), { provider: 'rekognition' });
    expect(liveness(history, now)?.provider).toBe('sandbox');
    Object.assign(attemptOf(history, 'check-a'), { provider: 'rekognition' });
    expect(liveness(history, now)?.provider).toBe('rekognition');
  });

  it('shows a check that nobody asked about as expired once no result can come any more', () => {
    const history = empty();
    add(history, 'a');
    const statusAt = (at: Date): unknown => liveness(history, at)?.attempts[0]?.status;
    expect(statusAt(later(180_000))).toBe('created');
    expect(statusAt(later(211_000))).toBe('expired');
  });

  it('does not show what is kept of the face', () => {
    const history = empty();
    add(history, 'a', { face: { embedding: 'QUJD' } });
    expect(JSON.stringify(liveness(history, now))).not.toContain('QUJD');
  });
});

describe('the face to compare', () => {
  const face = (embedding: string): Partial<AttemptOutcome> => ({ face: { embedding } });

  it('is that of the latest passed attempt, not of a failed one after it', () => {
    const history = empty();
    add(history, 'a', face('first'));
    add(history, 'b', { passed: false });
    expect(faceToCompare(history)).toEqual({ embedding: 'first' });
  });

  it('is never one from before the step was opened again', () => {
    const history = empty();
    add(history, 'a', face('doubted'));
    add(history, 'b', { passed: false }, reopened);
    expect(faceToCompare(history)).toBeUndefined();
  });

  it('is none when the step says so', () => {
    const history = empty();
    const unused = { ...step, config: { ...step.config, use_for_face_match: false } };
    add(history, 'a', face('unused'), unused);
    expect(faceToCompare(history)).toBeUndefined();
  });
});
