/** A point in pixels of the upright image (turned by its EXIF orientation and by nothing else); y grows downwards. */
export interface Point {
  x: number;
  y: number;
}

/** A rectangle in pixels of the upright image; it may be fractional and always lies inside the image. */
export interface FaceBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The five points a face is aligned by. "Left" is the left side of the picture, not the person's left. */
export interface FaceLandmarks {
  leftEye: Point;
  rightEye: Point;
  nose: Point;
  leftMouth: Point;
  rightMouth: Point;
}

/** By how many degrees, clockwise, the upright image must be turned for the face to stand on its chin. */
export type QuarterTurn = 0 | 90 | 180 | 270;

/** What can be measured about one face. Light is measured on the face box scaled to 160 x 160 pixels of luma (0-255). */
export interface FaceQuality {
  /** Mean luma, 0 (black) to 255 (white). */
  brightness: number;
  /** Standard deviation of luma, 0 to about 127. */
  contrast: number;
  /** Variance of the Laplacian of luma at a contrast of 50; sharp photographs lie in the hundreds, blurred below 40. */
  sharpness: number;
  /** Share of pixels with luma over 245, 0 to 1. */
  overexposed: number;
  /** Share of pixels with luma under 20, 0 to 1. */
  underexposed: number;
  /** Difference of light between left and right half over their sum: 0 even, 1 one half is black. */
  asymmetry: number;
  /** Tilt of the line through the eyes in degrees, -180 to 180; positive is clockwise. */
  roll: number;
  /** Turn of the head as (nose to left eye - nose to right eye) / their sum: 0 frontal, beyond 0.35 a half profile. */
  yaw: number;
  /** Distance between the eye centres in pixels of the upright image. */
  interocularPx: number;
  /** Height of the face box over the height of the image (both as seen with the face standing), 0 to 1. */
  faceHeightRatio: number;
  /** Centre of the face box from the centre of the image, in widths of the image: -0.5 to 0.5, positive right. */
  offsetX: number;
  /** The same in heights of the image, positive down. */
  offsetY: number;
  /**
   * How far the landmarks of the picture and of its mirror image are apart, in distances of the eyes: up to 0.10 for a
   * face that can be seen well, more for a covered, lying or doubtful one.
   */
  landmarkDisagreement: number;
}

/** One face of a picture. */
export interface DetectedFace {
  box: FaceBox;
  /** The detector's confidence that this is a face, 0 to 1. */
  confidence: number;
  landmarks: FaceLandmarks;
  /** 0 unless the face was only found after turning the picture, as with a document photographed upside down. */
  rotation: QuarterTurn;
  quality: FaceQuality;
}

/**
 * Finds and compares faces. Pictures are JPEG, PNG, WebP or HEIC bytes; EXIF orientation is applied before anything
 * else. Nothing is stored and nothing of the picture appears in errors. Embeddings of different providers, or of
 * different versions of one provider's model, cannot be compared with each other.
 */
export interface FaceAnalyzer {
  readonly provider: 'local' | 'rekognition' | 'sandbox';
  /**
   * Every face found, largest first, each with its quality; an empty list when there is none.
   * @throws DomainRefusal `invalid_file` when the bytes are no image that can be decoded.
   */
  detect(image: Buffer): Promise<DetectedFace[]>;
  /**
   * The embedding, of unit length, of one face that `detect` found in the same bytes.
   * @throws DomainRefusal `invalid_file` as in `detect`; RangeError when the face does not lie in this image.
   */
  embed(image: Buffer, face: DetectedFace): Promise<Float32Array>;
  /**
   * Similarity 0 to 1 of two embeddings, symmetric; 0.85 is the default threshold for "the same person".
   * @throws RangeError when the embeddings have different lengths.
   */
  similarity(a: Float32Array, b: Float32Array): number;
}
