import { DomainRefusal } from '#libs/problems';
import sharp from 'sharp';
import { type RgbImage } from './rgb-image.js';

/** A decoded picture, and how large it was before it was scaled. */
export interface DecodedImage extends RgbImage {
  readonly sourceWidth: number;
  readonly sourceHeight: number;
}

/** Larger pictures are refused: 50 megapixels are 150 MB once decoded, and no phone camera needs more by default. */
export const maximumPixels = 50_000_000;

/** The formats that may be decoded at all; sharp knows others, such as SVG, that could load or run things. */
const acceptedFormats: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'heif']);

export interface DecodeOptions {
  /** Longest side of the result in pixels; larger pictures are scaled down, smaller ones stay. */
  maximumSide?: number;
}

/**
 * Decodes a JPEG, PNG, WebP or HEIC picture to upright RGB pixels: the EXIF orientation is applied, transparency becomes
 * white. Refuses (`invalid_file`) what is not such a picture, is cut off or damaged, has more than 50 megapixels, or
 * uses a codec that is not built in (most HEIC pictures).
 */
export async function decodeImage(bytes: Buffer, options: DecodeOptions = {}): Promise<DecodedImage> {
  try {
    const source = sharp(bytes, { failOn: 'error', limitInputPixels: maximumPixels });
    const metadata = await source.metadata();
    if (!acceptedFormats.has(metadata.format ?? '')) throw unreadable();
    const upright = source.autoOrient().flatten({ background: '#fff' }).toColourspace('srgb').removeAlpha();
    const side = options.maximumSide;
    if (side !== undefined) upright.resize(side, side, { fit: 'inside', withoutEnlargement: true });
    const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true });
    const { width: sourceWidth, height: sourceHeight } = metadata.autoOrient;
    return { data, width: info.width, height: info.height, sourceWidth, sourceHeight };
  } catch (error) {
    if (error instanceof DomainRefusal) throw error;
    throw error instanceof Error && error.message.includes('pixel limit') ? tooLarge() : unreadable();
  }
}

const unreadable = () =>
  new DomainRefusal(
    'invalid_file',
    'The file is not a complete JPEG, PNG, WebP or HEIC picture that can be decoded.',
  );

const tooLarge = () =>
  new DomainRefusal('invalid_file', `The picture has more than ${maximumPixels / 1_000_000} megapixels.`);
