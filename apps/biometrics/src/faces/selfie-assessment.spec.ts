import { describe, expect, it } from '@jest/globals';
import { type DetectedFace, type FaceQuality } from './face-analyzer.js';
import { pickDocumentPortrait } from './document-portrait.js';
import { assessSelfie } from './selfie-assessment.js';

const good: FaceQuality = {
  brightness: 150,
  contrast: 51,
  sharpness: 260,
  overexposed: 0,
  underexposed: 0.01,
  asymmetry: 0.06,
  roll: -1,
  yaw: 0.01,
  interocularPx: 130,
  faceHeightRatio: 0.48,
  offsetX: 0.01,
  offsetY: -0.1,
  landmarkDisagreement: 0.02,
};
const point = { x: 0, y: 0 };

function face(quality: Partial<FaceQuality> = {}, height = 400, confidence = 0.99): DetectedFace {
  return {
    box: { x: 0, y: 0, width: height * 0.75, height },
    confidence,
    landmarks: { leftEye: point, rightEye: point, nose: point, leftMouth: point, rightMouth: point },
    rotation: 0,
    quality: { ...good, ...quality },
  };
}

const strict = { require_good_lighting: true, require_face_centered: true };
const lenient = { require_good_lighting: false, require_face_centered: false };

describe('assessing a selfie', () => {
  it('refuses a picture without a face', () => {
    expect(assessSelfie([], strict)).toEqual({
      passed: false,
      qualities: [{ name: 'face_count', value: 0, passed: false }],
      reasons: ['no_face'],
    });
  });

  it('does not take an unsure detection for a face', () => {
    expect(assessSelfie([face({}, 400, 0.7)], strict).reasons).toEqual(['no_face']);
  });

  it('refuses a second person but not a passer-by in the background', () => {
    expect(assessSelfie([face(), face({}, 200)], strict).reasons).toEqual(['several_faces']);
    expect(assessSelfie([face(), face({}, 100)], strict).passed).toBe(true);
  });

  it.each([
    ['face_too_small', { interocularPx: 30 }],
    ['face_too_small', { faceHeightRatio: 0.1 }],
    ['face_unclear', { landmarkDisagreement: 0.24 }],
    ['head_turned', { yaw: -0.33 }],
    ['head_turned', { roll: 178 }],
    ['blurred', { sharpness: 12 }],
  ] as const)('always refuses with %s when %j', (reason, quality) => {
    expect(assessSelfie([face(quality)], lenient)).toMatchObject({ passed: false, reasons: [reason] });
  });

  it.each([
    ['too_dark', { brightness: 37 }],
    ['too_dark', { underexposed: 0.44 }],
    ['too_bright', { brightness: 239 }],
    ['too_bright', { overexposed: 0.36 }],
    ['low_contrast', { contrast: 12 }],
    ['uneven_light', { asymmetry: 0.49 }],
  ] as const)('refuses with %s when %j only if good light is demanded', (reason, quality) => {
    expect(assessSelfie([face(quality)], strict).reasons).toEqual([reason]);
    expect(assessSelfie([face(quality)], lenient).passed).toBe(true);
  });

  it.each([[{ offsetX: -0.3 }], [{ offsetY: 0.3 }]])(
    'refuses with not_centered when %j only if a centred face is demanded',
    (quality) => {
      expect(assessSelfie([face(quality)], strict).reasons).toEqual(['not_centered']);
      expect(assessSelfie([face(quality)], lenient).passed).toBe(true);
    },
  );

  it('gives each reason once and marks every value that is out of its limits', () => {
    const { reasons, qualities } = assessSelfie([face({ brightness: 30, underexposed: 0.5 })], strict);
    expect(reasons).toEqual(['too_dark']);
    const failed = qualities.filter(({ passed }) => !passed).map(({ name }) => name);
    expect(failed).toEqual(['brightness', 'underexposed_share']);
  });

  it('refuses a value that is no number', () => {
    expect(assessSelfie([face({ sharpness: Number.NaN })], lenient).reasons).toEqual(['blurred']);
  });

  it('accepts a good selfie and reports what was measured, each quality under its own name', () => {
    const { passed, qualities } = assessSelfie([face()], strict);
    expect(passed).toBe(true);
    expect(qualities).toContainEqual({ name: 'sharpness', value: 260, passed: true });
    expect(new Set(qualities.map(({ name }) => name)).size).toBe(qualities.length);
  });
});

describe('the portrait of a document', () => {
  it('is missing when no face is sure enough', () => {
    expect(pickDocumentPortrait([])).toBeUndefined();
    expect(pickDocumentPortrait([face({}, 100, 0.7)])).toBeUndefined();
  });

  it('is the larger face, not the ghost image, in whatever order they come', () => {
    const [portrait, ghost, doubtful] = [face({}, 150), face({}, 60), face({}, 300, 0.7)];
    expect(pickDocumentPortrait([ghost, doubtful, portrait])).toBe(portrait);
  });
});
