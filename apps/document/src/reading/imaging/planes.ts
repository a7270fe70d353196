import { type RgbImage } from './rgb-image.js';

/**
 * A line of text as the PP-OCR recognition and direction models take it: three planes, blue first, from -1 to 1, padded
 * with 0 at the right to `paddedWidth` pixels.
 */
export function bluePlanesFirst({ data, width, height }: RgbImage, paddedWidth: number): Float32Array {
  const size = paddedWidth * height;
  const planes = new Float32Array(size * 3);
  for (let plane = 0; plane < 3; plane++) {
    for (let y = 0; y < height; y++) {
      const target = plane * size + y * paddedWidth;
      for (let x = 0, from = y * width * 3 + 2 - plane; x < width; x++, from += 3) {
        planes[target + x] = data[from]! / 127.5 - 1;
      }
    }
  }
  return planes;
}
