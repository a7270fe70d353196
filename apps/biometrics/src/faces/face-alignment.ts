import { type FaceLandmarks, type Point } from './face-analyzer.js';
import { type RgbImage } from './rgb-image.js';

/** Turn, uniform scale and shift: `x' = a x - b y + tx`, `y' = b x + a y + ty`. */
export interface SimilarityTransform {
  a: number;
  b: number;
  tx: number;
  ty: number;
}

/** Side in pixels of the square the recognition network looks at. */
export const alignedSide = 112;

/**
 * Where the five points lie in that square: the template that ArcFace training sets are aligned to
 * (Deng et al., "ArcFace", CVPR 2019; `arcface_dst` of the InsightFace project).
 */
const template: readonly Point[] = [
  { x: 38.2946, y: 51.6963 },
  { x: 73.5318, y: 51.5014 },
  { x: 56.0252, y: 71.7366 },
  { x: 41.5493, y: 92.3655 },
  { x: 70.7299, y: 92.2041 },
];
const templateInterocular = 35.24;

/**
 * The transform that brings the landmarks as near as possible, in least squares, to the template (Umeyama 1991,
 * without reflection), and what remains: the root mean square distance of the five points over the distance of the
 * eyes. Real faces leave up to about 0.2; larger values mean that the landmarks do not describe a face standing up.
 */
export function alignToTemplate(landmarks: FaceLandmarks): {
  transform: SimilarityTransform;
  residual: number;
} {
  const points = pointsOf(landmarks);
  const from = centroid(points);
  const to = centroid(template);
  let a = 0;
  let b = 0;
  let spread = 0;
  points.forEach((point, i) => {
    const goal = template[i] ?? to;
    const [x, y, u, v] = [point.x - from.x, point.y - from.y, goal.x - to.x, goal.y - to.y];
    a += x * u + y * v;
    b += x * v - y * u;
    spread += x * x + y * y;
  });
  a /= Math.max(spread, 1e-9);
  b /= Math.max(spread, 1e-9);
  const transform = { a, b, tx: to.x - (a * from.x - b * from.y), ty: to.y - (b * from.x + a * from.y) };
  return { transform, residual: residualOf(points, transform) };
}

/** The transform that undoes this one. */
export function inverse({ a, b, tx, ty }: SimilarityTransform): SimilarityTransform {
  const determinant = a * a + b * b;
  const ia = a / determinant;
  const ib = -b / determinant;
  return { a: ia, b: ib, tx: -(ia * tx - ib * ty), ty: -(ib * tx + ia * ty) };
}

/** Applies a transform to one point. */
export function apply({ a, b, tx, ty }: SimilarityTransform, { x, y }: Point): Point {
  return { x: a * x - b * y + tx, y: b * x + a * y + ty };
}

/** Draws a `side` x `side` square whose pixel `p` shows the image at `toImage(p)`, bilinear, black outside. */
export function warp(image: RgbImage, toImage: SimilarityTransform, side: number): RgbImage {
  const { data, width, height } = image;
  const { a, b, tx, ty } = toImage;
  const out = new Uint8Array(side * side * 3);
  const at = (x: number, y: number, channel: number): number =>
    x >= 0 && y >= 0 && x < width && y < height ? (data[(y * width + x) * 3 + channel] ?? 0) : 0;
  for (let y = 0, target = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const sx = a * x - b * y + tx;
      const sy = b * x + a * y + ty;
      const left = Math.floor(sx);
      const top = Math.floor(sy);
      const fx = sx - left;
      const fy = sy - top;
      for (let channel = 0; channel < 3; channel++, target++) {
        const upper = at(left, top, channel) * (1 - fx) + at(left + 1, top, channel) * fx;
        const lower = at(left, top + 1, channel) * (1 - fx) + at(left + 1, top + 1, channel) * fx;
        out[target] = Math.round(upper * (1 - fy) + lower * fy);
      }
    }
  }
  return { data: out, width: side, height: side };
}

function pointsOf({ leftEye, rightEye, nose, leftMouth, rightMouth }: FaceLandmarks): Point[] {
  return [leftEye, rightEye, nose, leftMouth, rightMouth];
}

function centroid(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function residualOf(points: readonly Point[], transform: SimilarityTransform): number {
  const squares = points.map((point, i) => {
    const { x, y } = apply(transform, point);
    const goal = template[i] ?? { x, y };
    return (x - goal.x) ** 2 + (y - goal.y) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / points.length) / templateInterocular;
}
