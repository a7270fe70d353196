import { type InferenceSession } from 'onnxruntime-node';
import { type DetectedFace, type QuarterTurn } from './face-analyzer.js';
import { findFaces, findSmallFaces, type FaceCandidate } from './face-detector.js';
import { locateLandmarks } from './face-landmarks.js';
import { type FaceModels } from './face-models.js';
import { framingOf, measureLight, poseOf } from './face-quality.js';
import { boxBeforeTurn, landmarksBeforeTurn } from './quarter-turns.js';
import { turned, type RgbImage, type UprightImage } from './rgb-image.js';

type Search = (session: InferenceSession, image: RgbImage) => Promise<FaceCandidate[]>;

/** The detector is as sure of faces upside down as of standing ones; their landmarks tell them apart (see there). */
const standingDisagreement = 0.1;
/** So far below that no other way up needs to be looked at. */
const plainlyStandingDisagreement = 0.06;
const sureConfidence = 0.9;
/** More faces than this in one picture are a crowd; the largest are kept. */
const maximumFaces = 20;
const otherTurns = [180, 90, 270] as const satisfies readonly QuarterTurn[];

/**
 * Finds the faces of a picture as it is. Only when none of them plainly stands upright, also of the picture turned by
 * 180, 90 and 270 degrees, first in the whole picture and then in parts of it; the turn that shows a standing face
 * best is reported. When nothing stands in any turn, what was seen in the picture as it is.
 */
export async function findFacesAnyWayUp(models: FaceModels, upright: UprightImage): Promise<DetectedFace[]> {
  const asIs = await facesAt(models, upright, 0, findFaces);
  if (clarity(asIs) >= 1 - plainlyStandingDisagreement) return asIs;
  const whole = await clearestTurn(models, upright, findFaces, asIs);
  if (whole.some(stands)) return whole;
  const parts = await facesAt(models, upright, 0, findSmallFaces);
  const small = await clearestTurn(models, upright, findSmallFaces, parts);
  return small.some(stands) ? small : asIs;
}

async function clearestTurn(
  models: FaceModels,
  upright: UprightImage,
  search: Search,
  asIs: DetectedFace[],
): Promise<DetectedFace[]> {
  if (clarity(asIs) >= 1 - plainlyStandingDisagreement) return asIs;
  let best = asIs;
  for (const rotation of otherTurns) {
    const faces = await facesAt(models, upright, rotation, search);
    if (clarity(faces) > clarity(best)) best = faces.filter(stands);
  }
  return best;
}

function stands({ confidence, quality }: DetectedFace): boolean {
  return confidence >= sureConfidence && quality.landmarkDisagreement <= standingDisagreement;
}

/** How well the clearest of the standing faces is seen, up to 1; 0 when none stands. */
function clarity(faces: readonly DetectedFace[]): number {
  return Math.max(0, ...faces.filter(stands).map(({ quality }) => 1 - quality.landmarkDisagreement));
}

async function facesAt(
  models: FaceModels,
  upright: UprightImage,
  rotation: QuarterTurn,
  search: Search,
): Promise<DetectedFace[]> {
  const image = await turned(upright.pixels, rotation);
  const largest = (await search(models.detector, image))
    .sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)
    .slice(0, maximumFaces);
  const faces: DetectedFace[] = [];
  for (const candidate of largest)
    faces.push(await measuredFace(models, upright, image, rotation, candidate));
  return faces;
}

/** Landmarks and quality of a face that was found in `image`, the picture turned by `rotation`. */
async function measuredFace(
  models: FaceModels,
  upright: UprightImage,
  image: RgbImage,
  rotation: QuarterTurn,
  { box, confidence }: FaceCandidate,
): Promise<DetectedFace> {
  const { landmarks, disagreement } = await locateLandmarks(models.landmarks, image, box);
  const light = await measureLight(image, box);
  const face: DetectedFace = {
    box: boxBeforeTurn(box, rotation, upright.pixels),
    confidence,
    landmarks: landmarksBeforeTurn(landmarks, rotation, upright.pixels),
    rotation,
    quality: { ...light, ...framingOf(box, image), ...poseOf(landmarks), landmarkDisagreement: disagreement },
  };
  return toFullSize(face, upright);
}

/** From pixels of the reduced picture to pixels of the full one. */
function toFullSize(face: DetectedFace, { pixels, fullWidth, fullHeight }: UprightImage): DetectedFace {
  const [x, y] = scaleOf(pixels, fullWidth, fullHeight);
  const { box, landmarks } = face;
  const point = (p: { x: number; y: number }) => ({ x: p.x * x, y: p.y * y });
  const full = {
    leftEye: point(landmarks.leftEye),
    rightEye: point(landmarks.rightEye),
    nose: point(landmarks.nose),
    leftMouth: point(landmarks.leftMouth),
    rightMouth: point(landmarks.rightMouth),
  };
  return {
    ...face,
    box: { x: box.x * x, y: box.y * y, width: box.width * x, height: box.height * y },
    landmarks: full,
    quality: { ...face.quality, ...poseOf(full) },
  };
}

function scaleOf(pixels: RgbImage, fullWidth: number, fullHeight: number): [x: number, y: number] {
  return [fullWidth / pixels.width, fullHeight / pixels.height];
}
