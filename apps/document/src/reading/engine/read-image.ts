import { type RgbImage } from '../imaging/rgb-image.js';
import { angleBetween } from '../imaging/rotated-box.js';
import { findMrz } from '../mrz/find-mrz.js';
import { type MrzReading } from '../mrz/mrz-reading.js';
import { createLineReader } from '../ocr/line-reader.js';
import { type OcrEngine } from '../ocr/ocr-engine.js';
import { inReadingDirection, mainDirection } from '../ocr/reading-direction.js';
import { uprightLines, type PictureLine, type TextLine } from '../text-line.js';

/** What a picture of a document says. */
export interface ImageText {
  lines: TextLine[];
  mrz?: MrzReading;
}

/** The longest side, in pixels, at which text is searched first, and for a zone that was not found at that size. */
const ordinarySide = 960;
const closerSide = 1_600;

/** A picture with more lines than this is read in part, the widest first: the rest only costs time. */
const maximumLines = 120;

/** How far a line may lean against the page's direction to be read as part of it, in radians (17°). */
const maximumLean = 0.3;

/**
 * Reads the text of a picture: finds it, turns it the right way up, finds a machine readable zone if one is expected,
 * and reads all lines that run in the same direction.
 */
export async function readImage(engine: OcrEngine, image: RgbImage, expectMrz: boolean): Promise<ImageText> {
  const attempt = async (side: number) => {
    const boxes = await inReadingDirection(engine, image, await engine.detect(image, side));
    const read = createLineReader(engine, image);
    const mrz = await findMrz(engine, image, boxes, read);
    return { boxes, read, mrz };
  };
  let found = await attempt(ordinarySide);
  const mayBeTooSmall = Math.max(image.width, image.height) > ordinarySide * 1.2;
  if (expectMrz && !found.mrz && mayBeTooSmall && found.boxes.length > 0) {
    const closer = await attempt(closerSide);
    if (closer.mrz || closer.boxes.length > found.boxes.length) found = closer;
  }
  const angle = found.mrz?.angle ?? mainDirection(found.boxes);
  const boxes = found.boxes
    .filter((box) => Math.abs(angleBetween(box.angle, angle)) <= maximumLean)
    .sort((a, b) => b.width - a.width)
    .slice(0, maximumLines);
  const lines: PictureLine[] = [];
  for (const box of boxes) lines.push(await found.read(box));
  const text = uprightLines(lines, angle);
  return found.mrz ? { lines: text, mrz: found.mrz.reading } : { lines: text };
}
