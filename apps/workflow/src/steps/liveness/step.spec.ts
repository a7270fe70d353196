import { describe, expect, it } from '@jest/globals';
import type { LivenessAttempt } from '#libs/contracts';
import { compile } from '#libs/platform';
import { Type } from '@sinclair/typebox';
import type { Reopening, StepSurroundings } from '../step-type.js';
import { livenessStepConfig, type LivenessStep } from './config.js';
import { sandboxOutcomes } from './sandbox-outcomes.js';
import { liveness } from './step.js';

const parse = compile(Type.Object(livenessStepConfig, { additionalProperties: false }));
const step: LivenessStep = {
  ...{ step_id: 'live', order: 1, name: 'Liveness', type: 'liveness', required: true },
  liveness_config: {
    min_confidence: 92,
    challenge_type: 'FaceMovementAndLightChallenge',
    save_reference_image: true,
    save_audit_images: true,
    use_for_face_match: true,
    max_retries: 2,
  },
};

const attempt = (more: Partial<LivenessAttempt> = {}): LivenessAttempt => ({
  ...{
    liveness_session_id: 'check',
    step_id: 'live',
    status: 'succeeded',
    passed: false,
    provider: 'sandbox',
  },
  ...{ challenge_type: 'FaceMovementChallenge', reasons: [], created_at: '2026-11-23T09:00:00.000Z' },
  ...more,
});

/** The surroundings of a session with these attempts; nothing else is asked for. */
function withAttempts(attempts: LivenessAttempt[] | undefined, reopened?: Reopening): StepSurroundings {
  const nothingElse = async (): Promise<never> => {
    throw new Error('not to be asked');
  };
  return {
    today: '2026-11-23',
    ...(reopened && { reopened }),
    ...{ documents: nothingElse, assessSelfie: nothingElse, subsessions: nothingElse },
    biometrics: async () =>
      attempts ? { liveness: { passed: false, confidence: null, provider: 'sandbox', attempts } } : {},
  };
}

async function mistakes(surroundings: StepSurroundings, data?: unknown): Promise<string[]> {
  const result = await liveness.complete(step, data, surroundings);
  return result.ok ? [] : result.errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

describe('the options of a liveness step', () => {
  it.each([
    [{ min_confidence: -1 }, '/liveness_config/min_confidence'],
    [{ min_confidence: 100.5 }, '/liveness_config/min_confidence'],
    [{ max_retries: 0 }, '/liveness_config/max_retries'],
    [{ max_retries: 11 }, '/liveness_config/max_retries'],
    [{ max_retries: 2.5 }, '/liveness_config/max_retries'],
    [{ challenge_type: 'Dance' }, '/liveness_config/challenge_type'],
    [{ save_audit_images: 'yes' }, '/liveness_config/save_audit_images'],
    [{ threshold: 1 }, '/liveness_config/threshold'],
  ])('refuse %j with its place', (liveness_config, pointer) => {
    const parsed = parse({ liveness_config });
    expect(parsed.ok ? [] : parsed.errors.map((error) => error.pointer)).toContain(pointer);
  });

  it('are all filled in when none is given', () => {
    expect(parse({})).toEqual({
      ok: true,
      value: {
        liveness_config: {
          min_confidence: 90,
          challenge_type: 'FaceMovementChallenge',
          save_reference_image: true,
          save_audit_images: false,
          use_for_face_match: true,
          max_retries: 3,
        },
      },
    });
  });

  it('show the end user the challenge and the number of attempts only', () => {
    expect(liveness.publicConfig(step)).toEqual({
      liveness_config: { challenge_type: 'FaceMovementAndLightChallenge', max_retries: 2 },
    });
  });
});

describe('a liveness step', () => {
  it('is not complete before a check was begun', async () => {
    expect(await mistakes(withAttempts(undefined))).toEqual(['/liveness liveness_required']);
    expect(await mistakes(withAttempts([]))).toEqual(['/liveness liveness_required']);
    expect(await mistakes(withAttempts([attempt({ step_id: 'other', passed: true })]))).toEqual([
      '/liveness liveness_required',
    ]);
  });

  it('is not complete while an attempt is left, and says how many there are', async () => {
    const result = await liveness.complete(step, undefined, withAttempts([attempt()]));
    expect(result).toMatchObject({ errors: [{ code: 'liveness_not_passed' }] });
    expect(JSON.stringify(result)).toContain('1 attempt left');
  });

  it('is not complete while the last attempt is under way', async () => {
    const surroundings = withAttempts([attempt(), attempt({ status: 'created', passed: undefined })]);
    expect(await mistakes(surroundings)).toEqual(['/liveness liveness_not_passed']);
  });

  it('takes no data', async () => {
    expect(await mistakes(withAttempts([attempt({ passed: true })]), { passed: true })).toEqual([
      '/data unknown_property',
    ]);
  });

  it('does not count what was passed before it was opened again', async () => {
    const reopened = { at: '2026-11-23T09:00:00.001Z', items: [] };
    expect(await mistakes(withAttempts([attempt({ passed: true })], reopened))).toEqual([
      '/liveness liveness_required',
    ]);
    const again = attempt({ passed: true, created_at: '2026-11-23T10:00:00.000Z' });
    expect(await mistakes(withAttempts([attempt(), attempt(), again], reopened))).toEqual([]);
  });

  it('is complete with a passed attempt, also when a later one was not', async () => {
    expect(await mistakes(withAttempts([attempt({ passed: true }), attempt()]))).toEqual([]);
  });

  it('is complete when all attempts are used up, for rules and reviewers to decide', async () => {
    expect(await mistakes(withAttempts([attempt(), attempt({ status: 'expired' })]))).toEqual([]);
  });

  it('is complete without a passed attempt when it is optional', async () => {
    const optional = { ...step, required: false };
    const result = await liveness.complete(optional, undefined, withAttempts([attempt()]));
    expect(result).toEqual({ ok: true });
  });

  it('is empty until a check was begun, and takes no upload', async () => {
    expect(await liveness.isEmpty(step, undefined, withAttempts(undefined))).toBe(true);
    expect(await liveness.isEmpty(step, undefined, withAttempts([attempt()]))).toBe(false);
    expect(liveness.uploadRule(step, { document_type: 'selfie' })).toBeUndefined();
  });
});

describe('the magic values of a session', () => {
  it.each([
    [{}],
    [{ sandbox: null }],
    [{ sandbox: 'passed' }],
    [{ sandbox: {} }],
    [{ sandbox: { liveness: [] } }],
  ])('are none in %j', (metadata) => {
    expect(sandboxOutcomes(metadata)).toBeUndefined();
  });

  it('are one text or a list', () => {
    expect(sandboxOutcomes({ sandbox: { liveness: 'failed' } })).toEqual(['failed']);
    expect(sandboxOutcomes({ sandbox: { liveness: ['failed', 'passed'] } })).toEqual(['failed', 'passed']);
  });

  it('mean nothing when they are no text, whatever they are', () => {
    const hostile = { toString: 'x' };
    expect(sandboxOutcomes({ sandbox: { liveness: [hostile, 7, null] } })).toEqual(['', '', '']);
    expect(sandboxOutcomes({ sandbox: { liveness: hostile } })).toEqual(['']);
  });
});
