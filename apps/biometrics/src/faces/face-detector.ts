import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { type FaceBox } from './face-analyzer.js';
import { floatsOf } from './network-output.js';
import { cropTo, letterbox, planesOf, type RgbImage } from './rgb-image.js';

/** A place where the detector sees a face, in pixels of the image it was given. */
export interface FaceCandidate {
  box: FaceBox;
  confidence: number;
}

const inputWidth = 320;
const inputHeight = 240;
/** Below this the network answers with shoulders, hands and patterns; real faces mostly lie above 0.9. */
const minimumConfidence = 0.65;
/** Two boxes that share more than this part of their union are the same face. */
const maximumOverlap = 0.4;
const tilePart = 0.6;
/** Pixel values are brought to about -1 to 1 the way the network was trained. */
const pixelMean = 127;
const pixelDeviation = 128;

/** Faces in the whole image, most confident first, each reported once. */
export async function findFaces(session: InferenceSession, image: RgbImage): Promise<FaceCandidate[]> {
  const scale = Math.min(inputWidth / image.width, inputHeight / image.height);
  const framed = await letterbox(image, inputWidth, inputHeight, scale);
  const input = new Tensor('float32', planesOf(framed, pixelMean, pixelDeviation), [
    1,
    3,
    inputHeight,
    inputWidth,
  ]);
  const outputs = await session.run({ input });
  const found = candidates(floatsOf(outputs, 'scores'), floatsOf(outputs, 'boxes'), image, scale);
  return withoutOverlaps(found);
}

/**
 * Faces in four overlapping parts of the image, each 60 % as wide and high: finds portraits too small for
 * `findFaces`, such as that of a document photographed from afar.
 */
export async function findSmallFaces(session: InferenceSession, image: RgbImage): Promise<FaceCandidate[]> {
  const width = Math.ceil(image.width * tilePart);
  const height = Math.ceil(image.height * tilePart);
  const found: FaceCandidate[] = [];
  for (const x of [0, image.width - width]) {
    for (const y of [0, image.height - height]) {
      const tile = await cropTo(image, { x, y, width, height }, width, height);
      for (const { box, confidence } of await findFaces(session, tile)) {
        found.push({ box: { ...box, x: box.x + x, y: box.y + y }, confidence });
      }
    }
  }
  return withoutOverlaps(found);
}

/** `scores` holds (background, face) per place, `boxes` (left, top, right, bottom) as parts of the input frame. */
function candidates(
  scores: Float32Array,
  boxes: Float32Array,
  image: RgbImage,
  scale: number,
): FaceCandidate[] {
  const found: FaceCandidate[] = [];
  for (let i = 0; i < scores.length / 2; i++) {
    const confidence = scores[i * 2 + 1] ?? 0;
    if (confidence < minimumConfidence) continue;
    const left = clamp(((boxes[i * 4] ?? 0) * inputWidth) / scale, image.width);
    const top = clamp(((boxes[i * 4 + 1] ?? 0) * inputHeight) / scale, image.height);
    const right = clamp(((boxes[i * 4 + 2] ?? 0) * inputWidth) / scale, image.width);
    const bottom = clamp(((boxes[i * 4 + 3] ?? 0) * inputHeight) / scale, image.height);
    if (right - left < 1 || bottom - top < 1) continue;
    found.push({ box: { x: left, y: top, width: right - left, height: bottom - top }, confidence });
  }
  return found;
}

/** Keeps of overlapping candidates the most confident one. */
export function withoutOverlaps(found: readonly FaceCandidate[]): FaceCandidate[] {
  const kept: FaceCandidate[] = [];
  for (const candidate of [...found].sort((a, b) => b.confidence - a.confidence)) {
    if (kept.every(({ box }) => overlap(box, candidate.box) < maximumOverlap)) kept.push(candidate);
  }
  return kept;
}

/** Area of the intersection over the area of the union. */
function overlap(a: FaceBox, b: FaceBox): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const shared = Math.max(0, width) * Math.max(0, height);
  return shared / (a.width * a.height + b.width * b.height - shared);
}

function clamp(value: number, size: number): number {
  return Math.min(size, Math.max(0, value));
}
