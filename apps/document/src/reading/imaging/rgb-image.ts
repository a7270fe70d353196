import sharp, { type Sharp } from 'sharp';

/** An upright picture in memory: three bytes (red, green, blue) for each pixel, row by row from the top left. */
export interface RgbImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The same pixels as the start of a sharp pipeline; they are shared, not copied. */
export function toSharp(image: RgbImage): Sharp {
  const { buffer, byteOffset, length } = image.data;
  return sharp(Buffer.from(buffer, byteOffset, length), {
    raw: { width: image.width, height: image.height, channels: 3 },
  });
}

/** The picture stretched to exactly this size; libvips works outside the JavaScript thread. */
export async function resized(image: RgbImage, width: number, height: number): Promise<RgbImage> {
  if (width === image.width && height === image.height) return image;
  const data = await toSharp(image).resize(width, height, { fit: 'fill' }).raw().toBuffer();
  return { data, width, height };
}

/** The picture turned clockwise by a right angle. */
export async function quarterTurned(image: RgbImage): Promise<RgbImage> {
  const data = await toSharp(image).rotate(90).raw().toBuffer();
  return { data, width: image.height, height: image.width };
}
