import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { type FaceBox, type FaceLandmarks, type Point } from './face-analyzer.js';
import { floatsOf } from './network-output.js';
import { cropTo, lumaOf, type RgbImage } from './rgb-image.js';

const inputSide = 64;
/** Numbering of the 68 points of the iBUG 300-W annotation. */
const leftEyeRange = [36, 42] as const;
const rightEyeRange = [42, 48] as const;
const noseTip = 30;
const leftMouthCorner = 48;
const rightMouthCorner = 54;

/** The five points of a face and how far two readings of it were apart. */
export interface LocatedLandmarks {
  landmarks: FaceLandmarks;
  /**
   * Root mean square distance between the points found in the picture and in its mirror image, over the distance of
   * the eyes. Faces that stand upright give up to 0.10 (median 0.02; one full profile 0.24). Upside down, lying, or
   * where there is no face, the network guesses, and guesses differently in the mirror: 0.11 and more, median 0.3.
   * Measured on 53 faces in 38 pictures and on 97 detections in the same pictures turned by 90, 180 and 270 degrees.
   */
  disagreement: number;
}

/**
 * Finds the 68 points of one face, in the picture and mirrored, and gives the mean of the five it is aligned by, in
 * pixels of the image.
 */
export async function locateLandmarks(
  session: InferenceSession,
  image: RgbImage,
  box: FaceBox,
): Promise<LocatedLandmarks> {
  const square = squareAround(box, image);
  const luma = lumaOf(await cropTo(image, square, inputSide, inputSide));
  for (let i = 0; i < luma.length; i++) luma[i] = (luma[i] ?? 0) / 256;
  const direct = fivePoints(await run(session, luma));
  const mirrored = unmirrored(fivePoints(await run(session, mirror(luma))));
  const landmarks = combine(direct, mirrored, (a, b) => ({
    x: square.x + ((a.x + b.x) / 2) * square.width,
    y: square.y + ((a.y + b.y) / 2) * square.height,
  }));
  return { landmarks, disagreement: disagreementOf(direct, mirrored, square) };
}

async function run(session: InferenceSession, luma: Float32Array): Promise<Float32Array> {
  const outputs = await session.run({ input: new Tensor('float32', luma, [1, 1, inputSide, inputSide]) });
  return floatsOf(outputs, 'output');
}

/** The network gives x and y of every point as parts of its square. */
function fivePoints(values: Float32Array): FaceLandmarks {
  const point = (i: number): Point => ({ x: values[2 * i] ?? 0, y: values[2 * i + 1] ?? 0 });
  return {
    leftEye: middle(point, leftEyeRange),
    rightEye: middle(point, rightEyeRange),
    nose: point(noseTip),
    leftMouth: point(leftMouthCorner),
    rightMouth: point(rightMouthCorner),
  };
}

function mirror(luma: Float32Array): Float32Array {
  const mirrored = new Float32Array(luma.length);
  for (let row = 0; row < luma.length; row += inputSide) {
    for (let x = 0; x < inputSide; x++) mirrored[row + x] = luma[row + inputSide - 1 - x] ?? 0;
  }
  return mirrored;
}

function unmirrored({ leftEye, rightEye, nose, leftMouth, rightMouth }: FaceLandmarks): FaceLandmarks {
  const back = ({ x, y }: Point): Point => ({ x: 1 - x, y });
  return {
    leftEye: back(rightEye),
    rightEye: back(leftEye),
    nose: back(nose),
    leftMouth: back(rightMouth),
    rightMouth: back(leftMouth),
  };
}

function combine(a: FaceLandmarks, b: FaceLandmarks, merge: (a: Point, b: Point) => Point): FaceLandmarks {
  return {
    leftEye: merge(a.leftEye, b.leftEye),
    rightEye: merge(a.rightEye, b.rightEye),
    nose: merge(a.nose, b.nose),
    leftMouth: merge(a.leftMouth, b.leftMouth),
    rightMouth: merge(a.rightMouth, b.rightMouth),
  };
}

function disagreementOf(a: FaceLandmarks, b: FaceLandmarks, square: FaceBox): number {
  let squares = 0;
  combine(a, b, (one, other) => {
    squares += ((one.x - other.x) * square.width) ** 2 + ((one.y - other.y) * square.height) ** 2;
    return one;
  });
  const eyes = Math.hypot(
    (a.rightEye.x - a.leftEye.x) * square.width,
    (a.rightEye.y - a.leftEye.y) * square.height,
  );
  return Math.sqrt(squares / 5) / Math.max(eyes, 1e-6);
}

/** The network was trained on squares as high as the face box and centred on it. */
function squareAround({ x, y, width, height }: FaceBox, image: RgbImage): FaceBox {
  const centreX = x + width / 2;
  const centreY = y + height / 2;
  const left = Math.max(0, centreX - height / 2);
  const top = Math.max(0, centreY - height / 2);
  const right = Math.min(image.width - 1, centreX + height / 2);
  const bottom = Math.min(image.height - 1, centreY + height / 2);
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

function middle(point: (i: number) => Point, [first, end]: readonly [number, number]): Point {
  let x = 0;
  let y = 0;
  for (let i = first; i < end; i++) {
    const one = point(i);
    x += one.x / (end - first);
    y += one.y / (end - first);
  }
  return { x, y };
}
