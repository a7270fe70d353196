import { type DetectedFace, type FaceQuality } from './face-analyzer.js';
import { selfieLimits } from './selfie-limits.js';

/** What the step of the workflow demands of a selfie; everything else is always demanded. */
export interface SelfieRequirements {
  require_good_lighting: boolean;
  require_face_centered: boolean;
}

/** Why a selfie was not accepted. The codes are part of the public contract. */
export type SelfieReason =
  | 'no_face'
  | 'several_faces'
  | 'face_too_small'
  | 'face_unclear'
  | 'head_turned'
  | 'blurred'
  | 'too_dark'
  | 'too_bright'
  | 'low_contrast'
  | 'uneven_light'
  | 'not_centered';

/** One measured quality; `passed` says whether the value is within its limit, demanded or not. */
export interface SelfieQuality {
  name: string;
  value: number;
  passed: boolean;
}

/** `passed` exactly when there are no reasons. */
export interface SelfieAssessment {
  passed: boolean;
  qualities: SelfieQuality[];
  reasons: SelfieReason[];
}

interface Rule {
  name: string;
  reason: SelfieReason;
  /** The requirement that makes this rule count; without one it always counts. */
  requirement?: keyof SelfieRequirements;
  value: (quality: FaceQuality) => number;
  accepts: (value: number) => boolean;
}

const lighting = 'require_good_lighting';
const centring = 'require_face_centered';

const rules: readonly Rule[] = [
  {
    name: 'eye_distance_px',
    reason: 'face_too_small',
    value: (q) => q.interocularPx,
    accepts: (v) => v >= selfieLimits.minimumInterocularPx,
  },
  {
    name: 'face_height',
    reason: 'face_too_small',
    value: (q) => q.faceHeightRatio,
    accepts: (v) => v >= selfieLimits.minimumFaceHeightRatio,
  },
  {
    name: 'landmark_disagreement',
    reason: 'face_unclear',
    value: (q) => q.landmarkDisagreement,
    accepts: (v) => v <= selfieLimits.maximumLandmarkDisagreement,
  },
  {
    name: 'head_yaw',
    reason: 'head_turned',
    value: (q) => q.yaw,
    accepts: (v) => Math.abs(v) <= selfieLimits.maximumYaw,
  },
  {
    name: 'head_roll_degrees',
    reason: 'head_turned',
    value: (q) => q.roll,
    accepts: (v) => Math.abs(v) <= selfieLimits.maximumRollDegrees,
  },
  {
    name: 'sharpness',
    reason: 'blurred',
    value: (q) => q.sharpness,
    accepts: (v) => v >= selfieLimits.minimumSharpness,
  },
  {
    name: 'brightness',
    reason: 'too_dark',
    requirement: lighting,
    value: (q) => q.brightness,
    accepts: (v) => v >= selfieLimits.minimumBrightness,
  },
  {
    name: 'underexposed_share',
    reason: 'too_dark',
    requirement: lighting,
    value: (q) => q.underexposed,
    accepts: (v) => v <= selfieLimits.maximumUnderexposed,
  },
  {
    name: 'brightness_limit',
    reason: 'too_bright',
    requirement: lighting,
    value: (q) => q.brightness,
    accepts: (v) => v <= selfieLimits.maximumBrightness,
  },
  {
    name: 'overexposed_share',
    reason: 'too_bright',
    requirement: lighting,
    value: (q) => q.overexposed,
    accepts: (v) => v <= selfieLimits.maximumOverexposed,
  },
  {
    name: 'contrast',
    reason: 'low_contrast',
    requirement: lighting,
    value: (q) => q.contrast,
    accepts: (v) => v >= selfieLimits.minimumContrast,
  },
  {
    name: 'light_asymmetry',
    reason: 'uneven_light',
    requirement: lighting,
    value: (q) => q.asymmetry,
    accepts: (v) => v <= selfieLimits.maximumAsymmetry,
  },
  {
    name: 'offset_x',
    reason: 'not_centered',
    requirement: centring,
    value: (q) => q.offsetX,
    accepts: (v) => Math.abs(v) <= selfieLimits.maximumOffsetX,
  },
  {
    name: 'offset_y',
    reason: 'not_centered',
    requirement: centring,
    value: (q) => q.offsetY,
    accepts: (v) => Math.abs(v) <= selfieLimits.maximumOffsetY,
  },
];

/**
 * Judges the faces `FaceAnalyzer.detect` found in a selfie. The largest face is the person; smaller ones count as
 * somebody else in the picture only from a part of its height on (see the limits).
 */
export function assessSelfie(
  faces: readonly DetectedFace[],
  requirements: SelfieRequirements,
): SelfieAssessment {
  const sure = faces.filter(({ confidence }) => confidence >= selfieLimits.minimumConfidence);
  const face = sure[0];
  if (!face) return { passed: false, qualities: [count(0)], reasons: ['no_face'] };
  const persons = sure.filter(
    ({ box }) => box.height >= face.box.height * selfieLimits.otherPersonHeight,
  ).length;
  const reasons = new Set<SelfieReason>(persons > 1 ? ['several_faces'] : []);
  const qualities = [count(persons)];
  for (const rule of rules) {
    const value = rule.value(face.quality);
    const passed = rule.accepts(value);
    qualities.push({ name: rule.name, value: Number(value.toFixed(3)), passed });
    if (!passed && (!rule.requirement || requirements[rule.requirement])) reasons.add(rule.reason);
  }
  return { passed: reasons.size === 0, qualities, reasons: [...reasons] };
}

function count(persons: number): SelfieQuality {
  return { name: 'face_count', value: persons, passed: persons === 1 };
}
