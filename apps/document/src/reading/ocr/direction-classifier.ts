import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { cutOut } from '../imaging/cut-out.js';
import { bluePlanesFirst } from '../imaging/planes.js';
import { type RgbImage } from '../imaging/rgb-image.js';
import { type RotatedBox } from '../imaging/rotated-box.js';

/** Tells whether the text in a box is upside down. */
export interface DirectionClassifier {
  /** Probability, 0–1, that the box is described in the direction opposite to the one its text is read in. */
  upsideDown(image: RgbImage, box: RotatedBox): Promise<number>;
}

/** The model's fixed input; the start of a line is enough for it. */
const inputWidth = 192;
const inputHeight = 48;

/** A direction classifier on the PP-OCR mobile v2 angle model. */
export function createDirectionClassifier(session: InferenceSession): DirectionClassifier {
  return {
    async upsideDown(image, box) {
      const natural = Math.round((box.width / box.height) * inputHeight);
      const line = cutOut(image, box, Math.min(inputWidth, Math.max(8, natural)), inputHeight);
      const input = new Tensor('float32', bluePlanesFirst(line, inputWidth), [1, 3, inputHeight, inputWidth]);
      const results = await session.run({ [session.inputNames[0]!]: input });
      return (results[session.outputNames[0]!]!.data as Float32Array)[1]!;
    },
  };
}
