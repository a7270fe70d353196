import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { DomainRefusal } from '#libs/problems';
import { type FaceBox, type QuarterTurn } from './face-analyzer.js';

/** Decoded pixels: interleaved red, green, blue, one byte each, row by row. */
export interface RgbImage {
  data: Uint8Array;
  width: number;
  height: number;
}

/** A picture turned upright and reduced for work, with the size it has at full resolution. */
export interface UprightImage {
  pixels: RgbImage;
  fullWidth: number;
  fullHeight: number;
}

/** The longest side faces are looked for at: small portraits in documents need more than 1000 pixels. */
const workingSide = 1600;
const pixelLimit = 50_000_000;
const decodeSeconds = 20;
const acceptedFormats: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'heif']);
const inputOptions: SharpOptions = { failOn: 'error', limitInputPixels: pixelLimit };

/**
 * Decodes a picture, applies its EXIF orientation, lays transparent parts on white and reduces it to 1600 pixels on
 * its longer side.
 * @throws DomainRefusal `invalid_file`
 */
export async function decodeUpright(image: Buffer): Promise<UprightImage> {
  const { width, height } = await uprightSize(image);
  const reduced = sharp(image, inputOptions)
    .autoOrient()
    .resize({ width: workingSide, height: workingSide, fit: 'inside', withoutEnlargement: true });
  return { pixels: await decode(reduced), fullWidth: width, fullHeight: height };
}

/**
 * Decodes one region of a picture at `scale` (at most 1) times its full resolution. The region must lie inside the
 * image and have whole numbers.
 * @throws DomainRefusal `invalid_file`
 */
export async function decodeRegion(image: Buffer, region: FaceBox, scale: number): Promise<RgbImage> {
  const cut = sharp(image, inputOptions)
    .autoOrient()
    .extract({ left: region.x, top: region.y, width: region.width, height: region.height });
  if (scale >= 1) return decode(cut);
  const width = Math.max(1, Math.round(region.width * scale));
  const height = Math.max(1, Math.round(region.height * scale));
  return decode(cut.resize(width, height, { fit: 'fill' }));
}

/**
 * Width and height in pixels after the EXIF orientation, read from the header of an accepted format.
 * @throws DomainRefusal `invalid_file`
 */
export async function uprightSize(image: Buffer): Promise<{ width: number; height: number }> {
  const { format, autoOrient } = await refusingBadFiles(() => sharp(image, inputOptions).metadata());
  if (!acceptedFormats.has(format)) throw new DomainRefusal('invalid_file', 'The file is not a picture');
  return autoOrient;
}

/** Cuts a rectangle, clipped to the image, and scales it to exactly `width` x `height` with anti-aliasing. */
export async function cropTo(
  image: RgbImage,
  box: FaceBox,
  width: number,
  height: number,
): Promise<RgbImage> {
  const left = Math.min(image.width - 1, Math.max(0, Math.round(box.x)));
  const top = Math.min(image.height - 1, Math.max(0, Math.round(box.y)));
  const region = {
    left,
    top,
    width: Math.max(1, Math.min(image.width - left, Math.round(box.width))),
    height: Math.max(1, Math.min(image.height - top, Math.round(box.height))),
  };
  const data = await fromPixels(image)
    .extract(region)
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  return { data, width, height };
}

/** Scales the image to fit the frame and fills the rest, right and below, with black. */
export async function letterbox(
  image: RgbImage,
  width: number,
  height: number,
  scale: number,
): Promise<RgbImage> {
  const innerWidth = Math.max(1, Math.min(width, Math.round(image.width * scale)));
  const innerHeight = Math.max(1, Math.min(height, Math.round(image.height * scale)));
  const data = await fromPixels(image)
    .resize(innerWidth, innerHeight, { fit: 'fill' })
    .extend({ right: width - innerWidth, bottom: height - innerHeight, background: '#000' })
    .raw()
    .toBuffer();
  return { data, width, height };
}

/** Turns the pixels clockwise. */
export async function turned(image: RgbImage, rotation: QuarterTurn): Promise<RgbImage> {
  if (rotation === 0) return image;
  const data = await fromPixels(image).rotate(rotation).raw().toBuffer();
  const lying = rotation === 90 || rotation === 270;
  return { data, width: lying ? image.height : image.width, height: lying ? image.width : image.height };
}

/** Luma of every pixel, 0 to 255, by ITU-R BT.601. */
export function lumaOf(image: RgbImage): Float32Array {
  const { data } = image;
  const luma = new Float32Array(image.width * image.height);
  for (let i = 0, k = 0; i < luma.length; i++, k += 3) {
    luma[i] = 0.299 * (data[k] ?? 0) + 0.587 * (data[k + 1] ?? 0) + 0.114 * (data[k + 2] ?? 0);
  }
  return luma;
}

/** Colour planes one after the other, red first, each value `(v - mean) / deviation`: what the networks take. */
export function planesOf(image: RgbImage, mean: number, deviation: number): Float32Array {
  const { data } = image;
  const size = image.width * image.height;
  const planes = new Float32Array(3 * size);
  for (let i = 0, k = 0; i < size; i++, k += 3) {
    planes[i] = ((data[k] ?? 0) - mean) / deviation;
    planes[size + i] = ((data[k + 1] ?? 0) - mean) / deviation;
    planes[2 * size + i] = ((data[k + 2] ?? 0) - mean) / deviation;
  }
  return planes;
}

function fromPixels({ data, width, height }: RgbImage): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

async function decode(pipeline: Sharp): Promise<RgbImage> {
  const render = () =>
    pipeline
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .removeAlpha()
      .timeout({ seconds: decodeSeconds })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
  const { data, info } = await refusingBadFiles(render);
  if (info.channels !== 3)
    throw new DomainRefusal('invalid_file', 'The picture has an unusual colour format');
  return { data, width: info.width, height: info.height };
}

/** Some mistakes are thrown when the work is begun, an empty file for one, others when it is done. */
async function refusingBadFiles<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const tooLarge = error instanceof Error && error.message.includes('pixel limit');
    const detail = tooLarge
      ? 'The picture has more than 50 megapixels'
      : 'The file is not a readable picture';
    throw new DomainRefusal('invalid_file', detail);
  }
}
