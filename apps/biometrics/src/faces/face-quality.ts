import { type FaceBox, type FaceLandmarks, type FaceQuality, type Point } from './face-analyzer.js';
import { cropTo, lumaOf, type RgbImage } from './rgb-image.js';

type Light = Pick<
  FaceQuality,
  'brightness' | 'contrast' | 'sharpness' | 'overexposed' | 'underexposed' | 'asymmetry'
>;
type Pose = Pick<FaceQuality, 'roll' | 'yaw' | 'interocularPx'>;
type Framing = Pick<FaceQuality, 'faceHeightRatio' | 'offsetX' | 'offsetY'>;

const side = 160;
const burnt = 245;
const black = 20;
/** Sharpness is given as if every face had this contrast, so that dim light alone does not look like a bad focus. */
const referenceContrast = 50;

/** Measures the light on the face, with the face standing upright in `image`. */
export async function measureLight(image: RgbImage, box: FaceBox): Promise<Light> {
  return lightOf(lumaOf(await cropTo(image, box, side, side)), side);
}

/** Light measures of a square of luma values; see FaceQuality for the units. */
export function lightOf(luma: Float32Array, width: number): Light {
  let sum = 0;
  let overexposed = 0;
  let underexposed = 0;
  let left = 0;
  for (let i = 0; i < luma.length; i++) {
    const value = luma[i] ?? 0;
    sum += value;
    if (value > burnt) overexposed++;
    if (value < black) underexposed++;
    if (i % width < width / 2) left += value;
  }
  const brightness = sum / luma.length;
  let squares = 0;
  for (const value of luma) squares += (value - brightness) ** 2;
  const variance = squares / luma.length;
  return {
    brightness,
    contrast: Math.sqrt(variance),
    sharpness: variance < 1 ? 0 : (laplacianVariance(luma, width) / variance) * referenceContrast ** 2,
    overexposed: overexposed / luma.length,
    underexposed: underexposed / luma.length,
    asymmetry: sum === 0 ? 0 : Math.abs(2 * left - sum) / sum,
  };
}

/** How the head is held, from the landmarks. */
export function poseOf({ leftEye, rightEye, nose }: FaceLandmarks): Pose {
  const toLeft = distance(nose, leftEye);
  const toRight = distance(nose, rightEye);
  return {
    roll: (Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x) * 180) / Math.PI,
    yaw: toLeft + toRight === 0 ? 0 : (toLeft - toRight) / (toLeft + toRight),
    interocularPx: distance(leftEye, rightEye),
  };
}

/** How large the face is in the picture and where it stands. */
export function framingOf(box: FaceBox, image: { width: number; height: number }): Framing {
  return {
    faceHeightRatio: box.height / image.height,
    offsetX: (box.x + box.width / 2) / image.width - 0.5,
    offsetY: (box.y + box.height / 2) / image.height - 0.5,
  };
}

/** Variance of the 4-neighbour Laplacian (Pech-Pacheco et al. 2000): a measure of focus. */
function laplacianVariance(luma: Float32Array, width: number): number {
  const height = luma.length / width;
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      const value =
        4 * (luma[i] ?? 0) -
        (luma[i - 1] ?? 0) -
        (luma[i + 1] ?? 0) -
        (luma[i - width] ?? 0) -
        (luma[i + width] ?? 0);
      sum += value;
      squares += value * value;
    }
  }
  const count = (width - 2) * (height - 2);
  return squares / count - (sum / count) ** 2;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
