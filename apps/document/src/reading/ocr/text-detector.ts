import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { resized, type RgbImage } from '../imaging/rgb-image.js';
import { type RotatedBox } from '../imaging/rotated-box.js';
import { textRegions } from './text-regions.js';

/** Finds where text is in a picture. */
export interface TextDetector {
  /** `maximumSide` bounds the size the model works at, in pixels: larger finds smaller text and takes longer. */
  detect(image: RgbImage, maximumSide: number): Promise<RotatedBox[]>;
}

/** The model halves its input five times, so each side must be a multiple of this. */
const stride = 32;

/** Mean and deviation of the ImageNet pictures that the model was trained with, in its channel order (blue first). */
const mean = [0.485, 0.456, 0.406] as const;
const deviation = [0.229, 0.224, 0.225] as const;

/** A text detector on the PP-OCRv4 detection model (differentiable binarisation). */
export function createTextDetector(session: InferenceSession): TextDetector {
  return {
    async detect(image, maximumSide) {
      const scale = Math.min(1, maximumSide / Math.max(image.width, image.height));
      const width = Math.max(stride, Math.round((image.width * scale) / stride) * stride);
      const height = Math.max(stride, Math.round((image.height * scale) / stride) * stride);
      const input = toPlanes(await resized(image, width, height));
      const results = await session.run({
        [session.inputNames[0]!]: new Tensor('float32', input, [1, 3, height, width]),
      });
      const probability = results[session.outputNames[0]!]!.data as Float32Array;
      const scaleX = image.width / width;
      const scaleY = image.height / height;
      return textRegions(probability, width, height).map((box) => inPicture(box, scaleX, scaleY));
    },
  };
}

/** The model's input: one plane for each channel, blue first, normalised. */
function toPlanes({ data, width, height }: RgbImage): Float32Array {
  const size = width * height;
  const planes = new Float32Array(size * 3);
  for (let plane = 0; plane < 3; plane++) {
    const gain = 1 / (255 * deviation[plane]!);
    const offset = mean[plane]! / deviation[plane]!;
    const start = plane * size;
    for (let i = 0, from = 2 - plane; i < size; i++, from += 3)
      planes[start + i] = data[from]! * gain - offset;
  }
  return planes;
}

/** From the model's pixels to the picture's; the two axes differ by the rounding to the stride only. */
function inPicture(box: RotatedBox, scaleX: number, scaleY: number): RotatedBox {
  const along = [Math.cos(box.angle) * scaleX, Math.sin(box.angle) * scaleY] as const;
  const across = [Math.sin(box.angle) * scaleX, Math.cos(box.angle) * scaleY] as const;
  return {
    centreX: box.centreX * scaleX,
    centreY: box.centreY * scaleY,
    width: box.width * Math.hypot(...along),
    height: box.height * Math.hypot(...across),
    angle: Math.atan2(along[1], along[0]),
  };
}
