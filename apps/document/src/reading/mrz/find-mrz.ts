import { type RgbImage } from '../imaging/rgb-image.js';
import { alongDirection, type RotatedBox } from '../imaging/rotated-box.js';
import { type LineReader } from '../ocr/line-reader.js';
import { type OcrEngine } from '../ocr/ocr-engine.js';
import { type PictureLine } from '../text-line.js';
import { type MrzReading } from './mrz-reading.js';
import { readCloseUp } from './read-close-up.js';
import { isCertain, plausibility, solveMrz } from './solve-mrz.js';
import { seedLikeness, zoneLikeness } from './zone-likeness.js';

/** A zone found in a picture, and the direction in which it runs. */
export interface FoundMrz {
  reading: MrzReading;
  angle: number;
}

/** Lines of a zone are at least this many times as wide as high. */
const minimumElongation = 7;

/** Places in the picture that are looked at closely before giving up. */
const maximumPlaces = 3;

/** Lines within this many line heights of a line belong to the same place. */
const placeHeights = 6;

/** A zone read from the whole picture stands without a closer look when its lines are at least this certain. */
const certainConfidence = 0.85;

/**
 * Finds and reads the machine readable zone of a picture in which boxes of text were found. When the lines as they are
 * satisfy all check digits without doubt, that is the reading; otherwise the surroundings of each line that looks like
 * part of a zone are read again, enlarged. Only the `searched` longest boxes are read. Undefined when there is no zone.
 */
export async function findMrz(
  engine: OcrEngine,
  image: RgbImage,
  boxes: readonly RotatedBox[],
  read: LineReader,
  searched: number,
): Promise<FoundMrz | undefined> {
  const wide = boxes
    .filter((box) => box.width > box.height * minimumElongation)
    .sort((a, b) => b.width / b.height - a.width / a.height);
  const visited: PictureLine[] = [];
  let best: FoundMrz | undefined;
  const seeds = await findSeeds(wide.slice(0, searched), read);
  for (const seed of seeds) {
    if (visited.length >= maximumPlaces) break;
    if (visited.some((line) => near(line, seed))) continue;
    visited.push(seed);
    const reading =
      readAsTheyAre(seeds.filter((line) => near(line, seed))) ??
      (await readCloseUp(engine, image, seed, boxes));
    if (reading && (!best || plausibility(reading) > plausibility(best.reading))) {
      best = { reading, angle: seed.box.angle };
    }
    if (best?.reading.valid) break;
  }
  return best;
}

/** The lines that look most like part of a zone, best first. */
async function findSeeds(wide: readonly RotatedBox[], read: LineReader): Promise<PictureLine[]> {
  const seeds: { line: PictureLine; likeness: number }[] = [];
  for (const box of wide) {
    const line = await read(box);
    const likeness = zoneLikeness(line.mrz.text);
    if (likeness >= seedLikeness) seeds.push({ line, likeness });
  }
  return seeds.sort((a, b) => b.likeness - a.likeness).map(({ line }) => line);
}

function near({ box: a }: PictureLine, { box: b }: PictureLine): boolean {
  const reach = Math.max(a.height, b.height) * placeHeights;
  return Math.hypot(a.centreX - b.centreX, a.centreY - b.centreY) < reach;
}

function readAsTheyAre(lines: readonly PictureLine[]): MrzReading | undefined {
  const angle = lines[0]!.box.angle;
  const across = ({ box }: PictureLine) => alongDirection(box.centreX, box.centreY, angle).v;
  const ordered = [...lines].sort((a, b) => across(a) - across(b));
  if (ordered.some(({ mrz }) => mrz.confidence < certainConfidence)) return undefined;
  const texts = ordered.map(({ mrz }) => mrz.text);
  const reading = solveMrz(texts);
  if (!reading || !isCertain(reading)) return undefined;
  // Names have no check digit: only a line of the full length shows that none of them was lost.
  return reading.lines.every((line) => texts.some((text) => text.length === line.length))
    ? reading
    : undefined;
}
