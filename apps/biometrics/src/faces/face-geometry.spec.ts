import { describe, expect, it } from '@jest/globals';
import { alignToTemplate, apply, inverse, warp } from './face-alignment.js';
import { type FaceLandmarks, type QuarterTurn } from './face-analyzer.js';
import { withoutOverlaps } from './face-detector.js';
import { lightOf, poseOf } from './face-quality.js';
import { boxBeforeTurn, pointBeforeTurn } from './quarter-turns.js';
import { turned } from './rgb-image.js';

const template: FaceLandmarks = {
  leftEye: { x: 38.2946, y: 51.6963 },
  rightEye: { x: 73.5318, y: 51.5014 },
  nose: { x: 56.0252, y: 71.7366 },
  leftMouth: { x: 41.5493, y: 92.3655 },
  rightMouth: { x: 70.7299, y: 92.2041 },
};

function moved(change: (p: { x: number; y: number }) => { x: number; y: number }): FaceLandmarks {
  return {
    leftEye: change(template.leftEye),
    rightEye: change(template.rightEye),
    nose: change(template.nose),
    leftMouth: change(template.leftMouth),
    rightMouth: change(template.rightMouth),
  };
}

describe('alignment of a face', () => {
  it('survives landmarks that all coincide', () => {
    const { transform } = alignToTemplate(moved(() => ({ x: 5, y: 5 })));
    expect(Object.values(transform).every(Number.isFinite)).toBe(true);
  });

  it('undoes turn, scale and shift', () => {
    const change = { a: 0, b: 3, tx: 500, ty: 20 };
    const { transform, residual } = alignToTemplate(moved((p) => apply(change, p)));
    const back = apply(transform, apply(change, template.nose));
    expect(back.x).toBeCloseTo(template.nose.x, 6);
    expect(back.y).toBeCloseTo(template.nose.y, 6);
    expect(residual).toBeCloseTo(0, 6);
    const there = apply(inverse(transform), back);
    expect(there.x).toBeCloseTo(apply(change, template.nose).x, 6);
  });

  it('draws black where the picture ends and interpolates inside', () => {
    const image = { data: Uint8Array.of(0, 0, 0, 100, 100, 100), width: 2, height: 1 };
    const drawn = warp(image, { a: 1, b: 0, tx: 0.5, ty: 0 }, 2);
    expect([...drawn.data.slice(0, 6)]).toEqual([50, 50, 50, 50, 50, 50]);
    expect([...drawn.data.slice(6)]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('pictures turned by quarters', () => {
  it.each([0, 90, 180, 270] as const)(
    'finds the place of a pixel before a turn by %d degrees',
    async (rotation: QuarterTurn) => {
      const width = 5;
      const height = 3;
      const data = new Uint8Array(width * height * 3);
      data.fill(255, (1 * width + 4) * 3, (1 * width + 4) * 3 + 3);
      const after = await turned({ data, width, height }, rotation);
      const at = after.data.indexOf(255) / 3;
      const centre = { x: (at % after.width) + 0.5, y: Math.floor(at / after.width) + 0.5 };
      expect(pointBeforeTurn(centre, rotation, { width, height })).toEqual({ x: 4.5, y: 1.5 });
    },
  );

  it('keeps boxes positive', () => {
    const box = boxBeforeTurn({ x: 1, y: 2, width: 10, height: 20 }, 90, { width: 200, height: 100 });
    expect(box).toEqual({ x: 2, y: 89, width: 20, height: 10 });
  });
});

describe('measures of one face', () => {
  it('gives finite values for a face without any light or contrast', () => {
    for (const level of [0, 128]) {
      const light = lightOf(new Float32Array(64).fill(level), 8);
      expect(Object.values(light).every(Number.isFinite)).toBe(true);
      expect(light.sharpness).toBe(0);
    }
  });

  it('finds light from one side uneven and half of the face burnt', () => {
    const luma = Float32Array.from({ length: 64 }, (_, i) => (i % 8 < 4 ? 250 : 50));
    const light = lightOf(luma, 8);
    expect(light.brightness).toBe(150);
    expect(light.overexposed).toBe(0.5);
    expect(light.asymmetry).toBeCloseTo(2 / 3);
  });

  it('does not take dim light for a bad focus', () => {
    const luma = Float32Array.from({ length: 64 }, (_, i) => (i * 37) % 200);
    const dim = luma.map((value) => value / 4);
    expect(lightOf(dim, 8).sharpness).toBeCloseTo(lightOf(luma, 8).sharpness, 3);
  });

  it('reads tilt and turn from the landmarks', () => {
    expect(Math.abs(poseOf(template).roll)).toBeLessThan(1);
    expect(Math.abs(poseOf(template).yaw)).toBeLessThan(0.02);
    expect(poseOf(moved(({ x, y }) => ({ x: -y, y: x }))).roll).toBeCloseTo(90, 0);
    expect(poseOf({ ...template, nose: { x: 70, y: 71 } }).yaw).toBeGreaterThan(0.25);
  });

  it('reports a face once, by its most confident box', () => {
    const box = { x: 0, y: 0, width: 100, height: 100 };
    const elsewhere = { ...box, x: 300 };
    const kept = withoutOverlaps([
      { box: { ...box, x: 10 }, confidence: 0.8 },
      { box, confidence: 0.95 },
      { box: elsewhere, confidence: 0.7 },
    ]);
    expect(kept.map(({ confidence }) => confidence)).toEqual([0.95, 0.7]);
  });
});
