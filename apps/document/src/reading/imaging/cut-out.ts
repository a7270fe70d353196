import { type RgbImage } from './rgb-image.js';
import { type RotatedBox } from './rotated-box.js';

const outside = 255;

/**
 * Cuts a rotated rectangle out of a picture and turns it upright, `width` × `height` pixels, interpolating between
 * neighbours. What lies beyond the edge of the picture is white.
 */
export function cutOut(image: RgbImage, box: RotatedBox, width: number, height: number): RgbImage {
  const { data: source, width: sourceWidth, height: sourceHeight } = image;
  const out = new Uint8Array(width * height * 3);
  const stepX = box.width / width;
  const stepY = box.height / height;
  const cos = Math.cos(box.angle);
  const sin = Math.sin(box.angle);
  const startX = box.centreX + (cos * (0.5 - width / 2) * stepX - sin * (0.5 - height / 2) * stepY) - 0.5;
  const startY = box.centreY + (sin * (0.5 - width / 2) * stepX + cos * (0.5 - height / 2) * stepY) - 0.5;
  let target = 0;
  for (let row = 0; row < height; row++) {
    let x = startX - sin * stepY * row;
    let y = startY + cos * stepY * row;
    for (let column = 0; column < width; column++, target += 3, x += cos * stepX, y += sin * stepX) {
      const left = Math.floor(x);
      const top = Math.floor(y);
      if (left < 0 || top < 0 || left + 1 >= sourceWidth || top + 1 >= sourceHeight) {
        copyNearest(image, left, top, out, target);
        continue;
      }
      const fx = x - left;
      const fy = y - top;
      const a = (top * sourceWidth + left) * 3;
      const b = a + sourceWidth * 3;
      for (let channel = 0; channel < 3; channel++) {
        const upper = source[a + channel]! * (1 - fx) + source[a + channel + 3]! * fx;
        const lower = source[b + channel]! * (1 - fx) + source[b + channel + 3]! * fx;
        out[target + channel] = upper * (1 - fy) + lower * fy + 0.5;
      }
    }
  }
  return { data: out, width, height };
}

/** The pixel at the edge of the picture, or white beyond it. */
function copyNearest(image: RgbImage, x: number, y: number, out: Uint8Array, target: number): void {
  const inside = x >= -1 && y >= -1 && x < image.width && y < image.height;
  const column = Math.min(Math.max(x, 0), image.width - 1);
  const row = Math.min(Math.max(y, 0), image.height - 1);
  const from = (row * image.width + column) * 3;
  for (let channel = 0; channel < 3; channel++)
    out[target + channel] = inside ? image.data[from + channel]! : outside;
}
