import { extractImages } from 'unpdf';
import sharp from 'sharp';
import { type RgbImage } from '../imaging/rgb-image.js';
import { type PdfDocument } from './open-pdf.js';

/** Smaller pictures are logos, not scanned pages. */
const minimumPixels = 300_000;

/**
 * The scanned page of a PDF: the largest picture on its first page, at most `maximumSide` pixels long. Undefined when
 * the page has no picture of a page's size.
 */
export async function firstPagePicture(
  document: PdfDocument,
  maximumSide: number,
): Promise<RgbImage | undefined> {
  const pictures = await extractImages(document, 1).catch(() => []);
  const [largest] = pictures.sort((a, b) => b.width * b.height - a.width * a.height);
  if (!largest || largest.width * largest.height < minimumPixels) return undefined;
  const { data: pixels, width, height, channels } = largest;
  const page = await document.getPage(1);
  const { data, info } = await sharp(Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength), {
    raw: { width, height, channels },
  })
    .rotate(page.rotate)
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .removeAlpha()
    .resize(maximumSide, maximumSide, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
