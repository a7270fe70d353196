import { cutOut } from '../imaging/cut-out.js';
import { type RgbImage } from '../imaging/rgb-image.js';
import { alongDirection, angleBetween, type RotatedBox } from '../imaging/rotated-box.js';
import { type PictureLine } from '../text-line.js';
import { createLineReader, type LineReader } from '../ocr/line-reader.js';
import { type OcrEngine } from '../ocr/ocr-engine.js';
import { mergeRows, type Row } from './merge-rows.js';
import { type MrzReading } from './mrz-reading.js';
import { isCertain, plausibility, solveMrz } from './solve-mrz.js';
import { rowLikeness, zoneLikeness } from './zone-likeness.js';

/** Width, in pixels, to which the surroundings of a zone are cut out: 30 pixels for each of 44 characters. */
const closeUpWidth = 1344;

/** Characters in the longest line of any format, and a little room after them. */
const longestLine = 45;

/** Rows of a zone are at least this many times as wide as high, and carry at least this much text or likeness. */
const minimumElongation = 7;
const minimumRowLength = 22;
const minimumGroupLikeness = 10;

/** Widths, relative to the natural one, at which rows are read; each reading errs elsewhere. */
const stretches = [1, 1.25, 0.8] as const;

/** Groups of rows that are read at further widths when the first reading does not satisfy all check digits. */
const maximumGroups = 2;

/**
 * Reads the zone around one of its lines (`seed`): cuts the surroundings out upright and enlarged, finds the rows there
 * again, and reads them at several widths until a combination satisfies every check digit.
 */
export async function readCloseUp(
  engine: OcrEngine,
  image: RgbImage,
  seed: PictureLine,
  boxes: readonly RotatedBox[],
): Promise<MrzReading | undefined> {
  const place = surroundings(seed.box, boxes, seed.mrz.text.length);
  const height = Math.round((place.height / place.width) * closeUpWidth);
  const closeUp = cutOut(image, place, closeUpWidth, height);
  const read = createLineReader(engine, closeUp);
  const groups = await groupRows(mergeRows(await engine.detect(closeUp, closeUpWidth)), read);
  let best: MrzReading | undefined;
  for (const group of groups.slice(0, maximumGroups)) {
    for (let widths = 1; widths <= stretches.length; widths++) {
      best = better(best, await solveRows(group, stretches.slice(0, widths), read));
      if (best && isCertain(best)) return best;
    }
    if (best?.valid) return best;
  }
  const [likeliest] = groups;
  return likeliest ? better(best, await solveRows(likeliest.map(toRightEdge), [1], read)) : best;
}

/** The row up to the edge of the close-up: detectors may not see a run of fillers as text. */
function toRightEdge(box: RotatedBox): RotatedBox {
  const left = box.centreX - box.width / 2;
  const width = closeUpWidth - left;
  const centreX = left + width / 2;
  return { ...box, centreX, width, centreY: box.centreY + (centreX - box.centreX) * Math.tan(box.angle) };
}

const better = (a: MrzReading | undefined, b: MrzReading | undefined) =>
  !a || (b && plausibility(b) > plausibility(a)) ? b : a;

/**
 * The whole zone around one of its lines: as wide as its widest neighbour and as the longest line of a zone would be at
 * the pitch of the characters that were read, ten line heights high.
 */
function surroundings(seed: RotatedBox, boxes: readonly RotatedBox[], characters: number): RotatedBox {
  const origin = alongDirection(seed.centreX, seed.centreY, seed.angle);
  let left = -seed.width / 2;
  let right = seed.width / 2;
  for (const box of boxes) {
    const leans = Math.abs(angleBetween(box.angle, seed.angle)) > 0.12 && box.width > box.height * 3;
    const similar = box.height < seed.height * 1.9 && box.height > seed.height * 0.45;
    const { u, v } = alongDirection(box.centreX, box.centreY, seed.angle);
    if (leans || !similar || Math.abs(v - origin.v) > seed.height * 3.2) continue;
    left = Math.min(left, u - origin.u - box.width / 2);
    right = Math.max(right, u - origin.u + box.width / 2);
  }
  right = Math.max(right, (seed.width / characters) * longestLine - seed.width / 2);
  const shift = (left + right) / 2;
  return {
    centreX: seed.centreX + shift * Math.cos(seed.angle),
    centreY: seed.centreY + shift * Math.sin(seed.angle),
    width: (right - left) * 1.05,
    height: seed.height * 10,
    angle: seed.angle,
  };
}

/** Two or three rows in sequence that may be a zone, widened to the same extent; the likeliest group first. */
async function groupRows(rows: readonly Row[], read: LineReader): Promise<RotatedBox[][]> {
  const candidates: { row: Row; likeness: number; text: string }[] = [];
  for (const row of rows) {
    if (row.box.width < row.box.height * minimumElongation) continue;
    const { mrz } = await read(row.box, stretches[0]);
    const likeness = zoneLikeness(mrz.text);
    if (likeness >= rowLikeness || mrz.text.length >= minimumRowLength) {
      candidates.push({ row, likeness, text: mrz.text });
    }
  }
  const groups: { boxes: RotatedBox[]; score: number }[] = [];
  for (const count of [2, 3]) {
    for (let first = 0; first + count <= candidates.length; first++) {
      const group = candidates.slice(first, first + count);
      const likeness = group.reduce((sum, candidate) => sum + candidate.likeness, 0);
      if (likeness < minimumGroupLikeness) continue;
      const left = Math.min(...group.map(({ row }) => row.left));
      const right = Math.max(...group.map(({ row }) => row.right));
      const solved = solveMrz(group.map(({ text }) => text));
      const score = (solved ? plausibility(solved) * 100 : 0) + likeness / count;
      groups.push({ boxes: group.map(({ row }) => row.between(left, right)), score });
    }
  }
  return groups.sort((a, b) => b.score - a.score).map(({ boxes }) => boxes);
}

/** The best solution of every combination of what the rows read as at these widths. */
async function solveRows(
  rows: readonly RotatedBox[],
  widths: readonly number[],
  read: LineReader,
): Promise<MrzReading | undefined> {
  let combinations: string[][] = [[]];
  for (const row of rows) {
    const readings = new Set<string>();
    for (const stretch of widths) readings.add((await read(row, stretch)).mrz.text);
    combinations = combinations.flatMap((soFar) => [...readings].map((text) => [...soFar, text]));
  }
  return combinations.reduce<MrzReading | undefined>(
    (best, lines) => better(best, solveMrz(lines)),
    undefined,
  );
}
