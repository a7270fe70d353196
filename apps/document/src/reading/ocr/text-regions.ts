import { smallestRectangle, type RotatedBox } from '../imaging/rotated-box.js';

/** Thresholds of the PP-OCR detection post-processing (PaddleOCR `DBPostProcess`, mobile model). */
const pixelThreshold = 0.3;
const regionThreshold = 0.5;
const unclipRatio = 1.6;
const minimumPixels = 12;
const minimumHeight = 3;

/** More regions than this are texture, not a document; what follows would only cost time. */
const maximumRegions = 400;

/** Turns the model's map of probabilities into boxes around lines of text, in the map's pixels. */
export function textRegions(probability: Float32Array, width: number, height: number): RotatedBox[] {
  const seen = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  const boxes: RotatedBox[] = [];
  for (let i = 0; i < seen.length && boxes.length < maximumRegions; i++) {
    if (seen[i] || probability[i]! < pixelThreshold) continue;
    const region = floodFill(i, probability, width, height, seen, stack);
    if (region.pixels < minimumPixels || region.sum / region.pixels < regionThreshold) continue;
    const box = smallestRectangle(region.outline);
    if (box && box.height + 1 >= minimumHeight) boxes.push(unclipped(box));
  }
  return boxes;
}

interface Region {
  pixels: number;
  sum: number;
  /** Leftmost and rightmost pixel of each row: the hull needs no more. */
  outline: [number, number][];
}

function floodFill(
  start: number,
  probability: Float32Array,
  width: number,
  height: number,
  seen: Uint8Array,
  stack: Int32Array,
): Region {
  const leftmost = new Map<number, number>();
  const rightmost = new Map<number, number>();
  let depth = 0;
  let pixels = 0;
  let sum = 0;
  const visit = (index: number) => {
    if (seen[index] || probability[index]! < pixelThreshold) return;
    seen[index] = 1;
    stack[depth++] = index;
  };
  visit(start);
  while (depth > 0) {
    const index = stack[--depth]!;
    const y = (index / width) | 0;
    const x = index - y * width;
    pixels++;
    sum += probability[index]!;
    if (x < (leftmost.get(y) ?? Infinity)) leftmost.set(y, x);
    if (x > (rightmost.get(y) ?? -1)) rightmost.set(y, x);
    if (x > 0) visit(index - 1);
    if (x + 1 < width) visit(index + 1);
    if (y > 0) visit(index - width);
    if (y + 1 < height) visit(index + width);
  }
  const outline: [number, number][] = [];
  for (const [y, x] of leftmost) outline.push([x, y], [rightmost.get(y)!, y]);
  return { pixels, sum, outline };
}

/** The model marks the core of a line; the whole line is larger by its area over its perimeter times the ratio. */
function unclipped(box: RotatedBox): RotatedBox {
  const width = box.width + 1;
  const height = box.height + 1;
  const margin = (width * height * unclipRatio) / (2 * (width + height));
  return {
    ...box,
    centreX: box.centreX + 0.5,
    centreY: box.centreY + 0.5,
    width: width + 2 * margin,
    height: height + 2 * margin,
  };
}
