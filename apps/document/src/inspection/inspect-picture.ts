import sharp from 'sharp';
import { DomainRefusal } from '#libs/problems';
import { decodeImage, maximumPixels } from '../reading/imaging/decode-image.js';
import { fault, type FileFault } from './file-fault.js';
import { findForeignContent } from './foreign-content.js';

/**
 * Judges a JPEG, PNG, WebP or HEIC picture: its header must promise a bearable size before anything is decoded, and
 * then every pixel must really decode.
 */
export async function inspectPicture(bytes: Buffer): Promise<FileFault | undefined> {
  const tooLarge = await promisesTooMuch(bytes);
  if (tooLarge) return tooLarge;
  const foreign = findForeignContent(bytes, 'picture');
  if (foreign) return foreign;
  try {
    await decodeImage(bytes, { maximumSide: 64 });
    return undefined;
  } catch (error) {
    if (error instanceof DomainRefusal) return fault('damaged', error.detail);
    throw error;
  }
}

async function promisesTooMuch(bytes: Buffer): Promise<FileFault | undefined> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height <= maximumPixels) return undefined;
    return fault('too_many_pixels', `Send a picture of at most ${maximumPixels / 1_000_000} megapixels.`);
  } catch {
    return fault('damaged', 'The picture is damaged or incomplete; take or export it again.');
  }
}
