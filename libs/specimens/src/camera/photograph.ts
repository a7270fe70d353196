import sharp, { type Sharp } from 'sharp';
import { refuse, within } from '../refusal.js';
import { expose } from './exposure.js';
import { frame, pageCorners } from './framing.js';
import { homographyBetween, type Quadrilateral } from './homography.js';
import { layPage } from './lay-page.js';
import { seededRandom } from './random.js';
import { tableTop, type Picture } from './table-top.js';

/** How a page is photographed. Everything random follows `seed`: equal input and options give equal bytes. */
export interface PhotographOptions {
  /** A 32-bit integer; 1 unless said otherwise. */
  seed?: number;
  /** Clockwise, -360 to 360; 3 unless said otherwise. */
  rotationDegrees?: number;
  /** Share of the page's width by which its far edge looks shorter, 0 to 0.5; 0.06 unless said otherwise. */
  perspective?: number;
  /** 0 (flat light) to 1 (one side nearly dark, corners dim); 0.3 unless said otherwise. */
  unevenLight?: number;
  /** Standard deviation of the sensor noise in levels of 0 to 255, 0 to 60; 4 unless said otherwise. */
  noise?: number;
  /** 20 to 100; 88 unless said otherwise. */
  jpegQuality?: number;
  /** Standard deviation of the blur in pixels, 0 to 10; 0.6 unless said otherwise. */
  blur?: number;
}

function checkedOptions(options: PhotographOptions): Required<PhotographOptions> {
  return {
    seed: within('/seed', options.seed ?? 1, -2_147_483_648, 4_294_967_295),
    rotationDegrees: within('/rotationDegrees', options.rotationDegrees ?? 3, -360, 360),
    perspective: within('/perspective', options.perspective ?? 0.06, 0, 0.5),
    unevenLight: within('/unevenLight', options.unevenLight ?? 0.3, 0, 1),
    noise: within('/noise', options.noise ?? 4, 0, 60),
    jpegQuality: Math.round(within('/jpegQuality', options.jpegQuality ?? 88, 20, 100)),
    blur: within('/blur', options.blur ?? 0.6, 0, 10),
  };
}

/** Decodes the page; one that is larger than the frame is reduced first, because sampling it would alias. */
async function paperOf(document: Buffer): Promise<Picture> {
  try {
    const { data, info } = await sharp(document)
      .rotate()
      .resize(frame.width, frame.width, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3 || info.width < 16 || info.height < 16)
      throw new RangeError('too small to lay down');
    return { data, width: info.width, height: info.height };
  } catch (cause) {
    throw Object.assign(refuse('/document', 'image', 'the document is not a picture that can be read'), {
      cause,
    });
  }
}

function toSharp({ data, width, height }: Picture): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** The table with the soft shadow of the page on it, before the page itself is laid down. */
async function withShadow(table: Picture, corners: Quadrilateral): Promise<Picture> {
  const points = corners.map(([x, y]) => `${(x + 6).toFixed(1)},${(y + 9).toFixed(1)}`).join(' ');
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${table.width}" height="${table.height}">` +
    `<polygon points="${points}" fill="#000" fill-opacity=".5"/></svg>`;
  const shadow = await sharp(Buffer.from(svg)).blur(9).png().toBuffer();
  const data = await toSharp(table)
    .composite([{ input: shadow }])
    .removeAlpha()
    .raw()
    .toBuffer();
  return { data, width: table.width, height: table.height };
}

/**
 * Photographs a page that lies on a wooden table: 2000 by 1500 pixels of JPEG with turned and oblique page, shadow,
 * uneven light, vignette, blur and noise. Refuses (`DomainRefusal`) pages that are not pictures and options out of
 * range.
 */
export async function photograph(document: Buffer, options: PhotographOptions = {}): Promise<Buffer> {
  const { seed, rotationDegrees, perspective, unevenLight, noise, jpegQuality, blur } =
    checkedOptions(options);
  const random = seededRandom(seed);
  const paper = await paperOf(document);
  const corners = pageCorners(paper.width / paper.height, rotationDegrees, perspective, random);
  const picture = await withShadow(tableTop(frame.width, frame.height, random), corners);
  const [right, bottom] = [paper.width - 1, paper.height - 1];
  layPage(
    picture,
    paper,
    homographyBetween(corners, [
      [0, 0],
      [right, 0],
      [right, bottom],
      [0, bottom],
    ]),
  );
  if (blur >= 0.3) picture.data = await toSharp(picture).blur(blur).raw().toBuffer();
  expose(picture, { uneven: unevenLight, noise }, random);
  return toSharp(picture).jpeg({ quality: jpegQuality }).toBuffer();
}
