import { type RgbImage } from '../imaging/rgb-image.js';
import { type RotatedBox } from '../imaging/rotated-box.js';
import { type PictureLine } from '../text-line.js';
import { type OcrEngine } from './ocr-engine.js';

/** Reads the lines of one picture, each at most once for each stretch. */
export type LineReader = (box: RotatedBox, stretch?: number) => Promise<PictureLine>;

export function createLineReader(engine: OcrEngine, image: RgbImage): LineReader {
  const done = new Map<RotatedBox, Map<number | undefined, Promise<PictureLine>>>();
  return (box, stretch) => {
    const ofBox = done.get(box) ?? new Map<number | undefined, Promise<PictureLine>>();
    done.set(box, ofBox);
    const reading =
      ofBox.get(stretch) ?? engine.recognise(image, box, stretch).then((line) => ({ box, ...line }));
    ofBox.set(stretch, reading);
    return reading;
  };
}
