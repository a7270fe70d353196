import sharp from 'sharp';
import { refuse } from '../refusal.js';

/** A rectangle in whole pixels of the picture it belongs to. */
export interface PixelRect {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Cuts `rect` out of a photograph and returns it as a JPEG; refuses rectangles that do not lie inside the picture. */
export async function cropPortrait(photo: Buffer, rect: PixelRect): Promise<Buffer> {
  const { left, top, width, height } = rect;
  if (![left, top, width, height].every(Number.isInteger) || left < 0 || top < 0 || width < 1 || height < 1) {
    throw refuse('/rect', 'format', 'rect must be in whole pixels, with a width and a height');
  }
  const upright = await sharp(photo)
    .rotate()
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw Object.assign(refuse('/photo', 'image', 'the photograph is not an image that can be read'), {
        cause,
      });
    });
  if (left + width > upright.info.width || top + height > upright.info.height) {
    throw refuse('/rect', 'out_of_range', 'rect must lie inside the photograph');
  }
  return sharp(upright.data).extract({ left, top, width, height }).jpeg({ quality: 92 }).toBuffer();
}
