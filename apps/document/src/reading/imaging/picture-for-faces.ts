import { decodeImage } from './decode-image.js';
import { toSharp, type RgbImage } from './rgb-image.js';

/** The face detector works at this size, in pixels of the longer side; more of them show it nothing more. */
const facesSide = 1_600;

/** What fits into the body of a call between services (1 MiB) in base64 with room to spare, bytes. */
const maximumBytes = 700_000;

/** Tried in turn until the picture is small enough: documents fit the first, noise the last. */
const steps = [
  { side: facesSide, quality: 85 },
  { side: facesSide, quality: 60 },
  { side: 1_000, quality: 50 },
  { side: 600, quality: 40 },
] as const;

/**
 * An upright JPEG of a picture, small enough to be sent to the service that finds faces.
 *
 * @throws DomainRefusal `invalid_file` when the bytes are no picture that can be decoded
 */
export async function pictureForFaces(bytes: Buffer): Promise<Buffer> {
  return jpegForFaces(await decodeImage(bytes, { maximumSide: facesSide }));
}

/** The same of pixels. */
export async function jpegForFaces(image: RgbImage): Promise<Buffer> {
  let jpeg = Buffer.alloc(0);
  for (const { side, quality } of steps) {
    const resized = toSharp(image).resize(side, side, { fit: 'inside', withoutEnlargement: true });
    jpeg = await resized.jpeg({ quality }).toBuffer();
    if (jpeg.length <= maximumBytes) break;
  }
  return jpeg;
}
