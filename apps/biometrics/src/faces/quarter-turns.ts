import { type FaceBox, type FaceLandmarks, type Point, type QuarterTurn } from './face-analyzer.js';

interface Size {
  width: number;
  height: number;
}

/** Where a point of a picture that was turned clockwise lies in the picture before; `before` is its size before. */
export function pointBeforeTurn(point: Point, rotation: QuarterTurn, before: Size): Point {
  const { width, height } = before;
  switch (rotation) {
    case 0:
      return point;
    case 90:
      return { x: point.y, y: height - point.x };
    case 180:
      return { x: width - point.x, y: height - point.y };
    case 270:
      return { x: width - point.y, y: point.x };
  }
}

/** The same for a rectangle. */
export function boxBeforeTurn(box: FaceBox, rotation: QuarterTurn, before: Size): FaceBox {
  const one = pointBeforeTurn({ x: box.x, y: box.y }, rotation, before);
  const other = pointBeforeTurn({ x: box.x + box.width, y: box.y + box.height }, rotation, before);
  return {
    x: Math.min(one.x, other.x),
    y: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y),
  };
}

/** The same for the landmarks: the eye on the left of the standing face keeps its name. */
export function landmarksBeforeTurn(
  landmarks: FaceLandmarks,
  rotation: QuarterTurn,
  before: Size,
): FaceLandmarks {
  const back = (point: Point): Point => pointBeforeTurn(point, rotation, before);
  return {
    leftEye: back(landmarks.leftEye),
    rightEye: back(landmarks.rightEye),
    nose: back(landmarks.nose),
    leftMouth: back(landmarks.leftMouth),
    rightMouth: back(landmarks.rightMouth),
  };
}
