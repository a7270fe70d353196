import { quarterTurned, type RgbImage } from '../imaging/rgb-image.js';
import { angleBetween, type RotatedBox } from '../imaging/rotated-box.js';
import { findMrz, type FoundMrz } from '../mrz/find-mrz.js';
import { type MrzReading } from '../mrz/mrz-reading.js';
import { createLineReader, type LineReader } from '../ocr/line-reader.js';
import { type OcrEngine } from '../ocr/ocr-engine.js';
import { inReadingDirection, mainDirection } from '../ocr/reading-direction.js';
import { certaintyOf, uprightLines, type PictureLine, type TextLine } from '../text-line.js';

/** What a picture of a document says. */
export interface ImageText {
  lines: TextLine[];
  /** 0–1, see `Legibility`. */
  certainty: number;
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

/** How many of the longest lines are read in search of a zone: a few the first time, then all that may be part of one. */
const firstSearched = 8;
const thenSearched = 30;

/** A picture in one orientation, with the text that was found in it. */
interface View {
  image: RgbImage;
  boxes: RotatedBox[];
  read: LineReader;
}

/** The view that text is read from, and the zone that was found in it. */
interface Finding {
  view: View;
  mrz?: FoundMrz;
}

/**
 * Reads the text of a picture: finds it, turns it the right way up, finds a machine readable zone if there is one, and
 * reads all lines that run in the same direction. Where a zone is expected and not found, the picture is searched again
 * the other way, if it has text both across and down, and enlarged, if it is large enough to hide small text.
 */
export async function readImage(
  engine: OcrEngine,
  picture: RgbImage,
  expectMrz: boolean,
): Promise<ImageText> {
  const detected = await engine.detect(picture, ordinarySide);
  const piecesDown = detected.filter(isDown).length;
  const asTaken = () => viewOf(engine, picture, detected);
  const turned = async () => {
    const image = await quarterTurned(picture);
    return viewOf(engine, image, await engine.detect(image, ordinarySide));
  };
  const [likelier, other] = runsDown(detected) ? [turned, asTaken] : [asTaken, turned];
  const first = await likelier();
  const search = async (view: View, searched: number): Promise<Finding | undefined> => {
    const mrz = await findMrz(engine, view.image, view.boxes, view.read, searched);
    return mrz && { view, mrz };
  };
  let found = await search(first, firstSearched);
  if (!found && expectMrz) {
    if (piecesDown >= minimumPiecesDown) found = await search(await other(), firstSearched);
    found ??= await search(first, thenSearched);
    found ??= await searchCloser(engine, first, search);
  }
  return readLines(found ?? { view: first });
}

/** The same view with smaller text found; undefined when the picture is too small to hide any. */
async function searchCloser(
  engine: OcrEngine,
  { image, boxes }: View,
  search: (view: View, searched: number) => Promise<Finding | undefined>,
): Promise<Finding | undefined> {
  const mayHideText = Math.max(image.width, image.height) > ordinarySide * 1.2;
  if (!mayHideText || boxes.length === 0) return undefined;
  const view = await viewOf(engine, image, await engine.detect(image, closerSide));
  const found = await search(view, thenSearched);
  return found ?? (view.boxes.length > boxes.length ? { view } : undefined);
}

async function viewOf(engine: OcrEngine, image: RgbImage, detected: readonly RotatedBox[]): Promise<View> {
  const boxes = await inReadingDirection(engine, image, detected);
  return { image, boxes, read: createLineReader(engine, image) };
}

const isDown = (box: RotatedBox) => Math.abs(Math.sin(box.angle)) > Math.SQRT1_2;

/** Whether most of the text runs down the picture, which was then taken sideways. */
function runsDown(boxes: readonly RotatedBox[]): boolean {
  const balance = boxes.reduce((sum, box) => sum + (isDown(box) ? box.width : -box.width), 0);
  return balance > 0;
}

async function readLines({ view: { boxes, read }, mrz }: Finding): Promise<ImageText> {
  const angle = mrz?.angle ?? mainDirection(boxes);
  const page = boxes
    .filter((box) => Math.abs(angleBetween(box.angle, angle)) <= maximumLean)
    .sort((a, b) => b.width - a.width)
    .slice(0, maximumLines);
  const lines: PictureLine[] = [];
  for (const box of page) lines.push(await read(box));
  const text = { lines: uprightLines(lines, angle), certainty: certaintyOf(lines) };
  return mrz ? { ...text, mrz: mrz.reading } : text;
}
