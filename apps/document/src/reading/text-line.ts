import { type RecognisedLine } from './ocr/text-recogniser.js';
import { alongDirection, angleBetween, type RotatedBox } from './imaging/rotated-box.js';

/**
 * A piece of text on an upright page: a line, or a part of one that stands apart. Units are those of its source (pixels
 * or points), y points down; only proportions matter. Pages follow each other downwards.
 */
export interface TextLine {
  readonly text: string;
  /** 0–1; 1 for text that a PDF states itself. */
  readonly confidence: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A line of text found in a picture, with the box it was read from; the box's angle is the direction of reading. */
export interface PictureLine extends RecognisedLine {
  readonly box: RotatedBox;
}

/** See `Legibility`. Confidences count by the length of their lines, so that specks of texture weigh little. */
export function certaintyOf(lines: readonly PictureLine[]): number {
  const length = lines.reduce((sum, { box }) => sum + box.width, 0);
  const read = lines.reduce((sum, { box, text }) => sum + box.width * text.confidence, 0);
  return length === 0 ? 0 : read / length;
}

/** Lower confidence than this is texture read as text. */
const minimumConfidence = 0.5;

/** How far a line may lean against the page's direction to belong to it, in radians (17°). */
const maximumLean = 0.3;

/** The readable lines that run in the given direction, in page coordinates, from top to bottom. */
export function uprightLines(lines: readonly PictureLine[], angle: number): TextLine[] {
  return lines
    .filter((line) => line.text.confidence >= minimumConfidence && line.text.text.trim() !== '')
    .filter((line) => Math.abs(angleBetween(line.box.angle, angle)) <= maximumLean)
    .map(({ box, text }) => {
      const { u, v } = alongDirection(box.centreX, box.centreY, angle);
      return {
        text: text.text.trim(),
        confidence: text.confidence,
        left: u - box.width / 2,
        right: u + box.width / 2,
        top: v - box.height / 2,
        bottom: v + box.height / 2,
      };
    })
    .sort((a, b) => a.top - b.top);
}
