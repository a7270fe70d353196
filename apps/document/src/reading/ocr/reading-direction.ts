import { type RgbImage } from '../imaging/rgb-image.js';
import { angleBetween, turnedAround, type RotatedBox } from '../imaging/rotated-box.js';
import { type OcrEngine } from './ocr-engine.js';

/** Boxes nearly as high as wide say nothing about the direction of their text. */
const minimumElongation = 1.8;

/** The direction model looks at the start of a line; on lines of about this shape it is most certain. */
const idealElongation = 5;

/** Lines that are asked which way up they are; each is asked both ways. */
const voters = 7;

/** Mean difference of the two answers, 0–1, below which the vote is open and the lines are read instead. */
const clearVote = 0.3;

/**
 * Turns each box so that its angle is the direction its text is read in, whichever way up the picture was taken. Text
 * running across the picture and text running down it are told apart, since a page may carry both, and vote apart.
 */
export async function inReadingDirection(
  engine: OcrEngine,
  image: RgbImage,
  boxes: readonly RotatedBox[],
): Promise<RotatedBox[]> {
  const elongated = boxes.filter((box) => box.width / box.height >= minimumElongation);
  const short = boxes.filter((box) => box.width / box.height < minimumElongation);
  const down = elongated.filter((box) => Math.abs(box.angle) > Math.PI / 4);
  const across = elongated.filter((box) => Math.abs(box.angle) <= Math.PI / 4);
  const [main, other] = totalWidth(across) >= totalWidth(down) ? [across, down] : [down, across];
  const turnedMain = await turnedTogether(engine, image, main);
  const turnedOther = await turnedTogether(engine, image, other);
  const angle = mainDirection(turnedMain);
  return [...turnedMain, ...turnedOther, ...short.map((box) => facing(box, angle))];
}

/** The direction in which most of the text runs: that of the widest half of the boxes, 0 when there are none. */
export function mainDirection(boxes: readonly RotatedBox[]): number {
  const widest = [...boxes].sort((a, b) => b.width - a.width);
  const reference = widest[0]?.angle ?? 0;
  const offsets = widest
    .slice(0, Math.ceil(widest.length / 2))
    .map((box) => angleBetween(reference, box.angle))
    .sort((a, b) => a - b);
  return reference + (offsets[offsets.length >> 1] ?? 0);
}

const totalWidth = (boxes: readonly RotatedBox[]) => boxes.reduce((sum, box) => sum + box.width, 0);

/** Boxes found with angles in half a turn, described so that no two of them are opposed. */
function unopposed(boxes: readonly RotatedBox[]): RotatedBox[] {
  const reference = [...boxes].sort((a, b) => b.width - a.width)[0]?.angle ?? 0;
  return boxes.map((box) =>
    Math.abs(angleBetween(reference, box.angle)) > Math.PI / 2 ? turnedAround(box) : box,
  );
}

async function turnedTogether(
  engine: OcrEngine,
  image: RgbImage,
  boxes: readonly RotatedBox[],
): Promise<RotatedBox[]> {
  if (boxes.length === 0) return [];
  const aligned = unopposed(boxes);
  const unsuitability = (box: RotatedBox) => Math.abs(Math.log(box.width / box.height / idealElongation));
  const electorate = [...aligned].sort((a, b) => unsuitability(a) - unsuitability(b)).slice(0, voters);
  let against = 0;
  for (const box of electorate) {
    against += await engine.upsideDown(image, box);
    against -= await engine.upsideDown(image, turnedAround(box));
  }
  against /= electorate.length;
  const turn =
    Math.abs(against) >= clearVote ? against > 0 : await readsBetterTurned(engine, image, electorate);
  return turn ? aligned.map(turnedAround) : aligned;
}

/** Upside-down text reads as few characters with little confidence. */
async function readsBetterTurned(
  engine: OcrEngine,
  image: RgbImage,
  boxes: readonly RotatedBox[],
): Promise<boolean> {
  let balance = 0;
  const legibility = async (box: RotatedBox) => {
    const { text } = await engine.recognise(image, box);
    return text.confidence ** 2 * text.text.length;
  };
  for (const box of boxes) balance += (await legibility(turnedAround(box))) - (await legibility(box));
  return balance > 0;
}

/** The box described with the side as its width that lies along this direction, read in this direction. */
function facing(box: RotatedBox, angle: number): RotatedBox {
  const along = Math.abs(Math.cos(box.angle - angle)) >= Math.SQRT1_2;
  const described = along
    ? box
    : { ...box, width: box.height, height: box.width, angle: box.angle - Math.PI / 2 };
  return Math.abs(angleBetween(described.angle, angle)) > Math.PI / 2 ? turnedAround(described) : described;
}
