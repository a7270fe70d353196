import { quarterTurned, type RgbImage } from '../imaging/rgb-image.js';
import { angleBetween, type RotatedBox } from '../imaging/rotated-box.js';
import { findMrz, type FoundMrz } from '../mrz/find-mrz.js';
import { type MrzReading } from '../mrz/mrz-reading.js';
import { createLineReader, type LineReader } from '../ocr/line-reader.js';
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

/** From this many pieces of text that run down the picture on, a zone may be among them. */
const minimumPiecesDown = 5;

/** One search of a picture for text. */
interface Search {
  image: RgbImage;
  boxes: RotatedBox[];
  read: LineReader;
  mrz: FoundMrz | undefined;
  /** Pieces of text found running down the picture, which the detector breaks more often than those across. */
  piecesDown: number;
}

/**
 * Reads the text of a picture: finds it, turns it the right way up, finds a machine readable zone if there is one, and
 * reads all lines that run in the same direction. Where a zone is expected and not found, the picture is searched again
 * sideways if it has text running down, and enlarged if it is large enough to hide small text.
 */
export async function readImage(
  engine: OcrEngine,
  picture: RgbImage,
  expectMrz: boolean,
): Promise<ImageText> {
  const detected = await engine.detect(picture, ordinarySide);
  const sideways = runsDown(detected);
  const asTaken = () => search(engine, picture, detected);
  const turned = async () => {
    const image = await quarterTurned(picture);
    return search(engine, image, await engine.detect(image, ordinarySide));
  };
  let found = await (sideways ? turned() : asTaken());
  if (expectMrz && !found.mrz && found.piecesDown >= minimumPiecesDown) {
    const other = await (sideways ? asTaken() : turned());
    if (other.mrz) found = other;
  }
  const mayBeTooSmall = Math.max(picture.width, picture.height) > ordinarySide * 1.2;
  if (expectMrz && !found.mrz && mayBeTooSmall && found.boxes.length > 0) {
    const closer = await search(engine, found.image, await engine.detect(found.image, closerSide));
    if (closer.mrz || closer.boxes.length > found.boxes.length) found = closer;
  }
  return readLines(found);
}

async function search(engine: OcrEngine, image: RgbImage, detected: readonly RotatedBox[]): Promise<Search> {
  const boxes = await inReadingDirection(engine, image, detected);
  const read = createLineReader(engine, image);
  const mrz = await findMrz(engine, image, boxes, read);
  return { image, boxes, read, mrz, piecesDown: detected.filter(isDown).length };
}

const isDown = (box: RotatedBox) => Math.abs(Math.sin(box.angle)) > Math.SQRT1_2;

/** Whether most of the text runs down the picture, which was then taken sideways. */
function runsDown(boxes: readonly RotatedBox[]): boolean {
  const balance = boxes.reduce((sum, box) => sum + (isDown(box) ? box.width : -box.width), 0);
  return balance > 0;
}

async function readLines({ boxes, read, mrz }: Search): Promise<ImageText> {
  const angle = mrz?.angle ?? mainDirection(boxes);
  const page = boxes
    .filter((box) => Math.abs(angleBetween(box.angle, angle)) <= maximumLean)
    .sort((a, b) => b.width - a.width)
    .slice(0, maximumLines);
  const lines: PictureLine[] = [];
  for (const box of page) lines.push(await read(box));
  const text = uprightLines(lines, angle);
  return mrz ? { lines: text, mrz: mrz.reading } : { lines: text };
}
