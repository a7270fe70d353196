import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { bluePlanesFirst } from '../imaging/planes.js';
import { type RgbImage } from '../imaging/rgb-image.js';
import { createCtcDecoder, type DecodedText } from './ctc-decoder.js';

/** What one line says, read twice from the same pass: as ordinary text, and with the characters of an MRZ only. */
export interface RecognisedLine {
  text: DecodedText;
  mrz: DecodedText;
}

/** Reads single lines of text that were cut out upright. */
export interface TextRecogniser {
  /** `line` is `recognitionHeight` pixels high. */
  recognise(line: RgbImage): Promise<RecognisedLine>;
}

/** The height of a line, in pixels, that the model was trained with. */
export const recognitionHeight = 48;

/** The model reads one column for every eight pixels. */
const stride = 8;
const minimumWidth = 32;

/** A text recogniser on the PP-OCRv4 recognition model (SVTR with a CTC head). */
export function createTextRecogniser(
  session: InferenceSession,
  characters: readonly string[],
): TextRecogniser {
  const decodeText = createCtcDecoder(characters, isLatinText);
  const decodeMrz = createCtcDecoder(characters, (character) => /^[A-Z0-9<]$/.test(character));
  return {
    async recognise(line) {
      const width = Math.max(minimumWidth, Math.ceil(line.width / stride) * stride);
      const input = new Tensor('float32', bluePlanesFirst(line, width), [1, 3, recognitionHeight, width]);
      const results = await session.run({ [session.inputNames[0]!]: input });
      const output = results[session.outputNames[0]!]!;
      const probability = output.data as Float32Array;
      const [, steps = 0, classes = 0] = output.dims;
      return { text: decodeText(probability, steps, classes), mrz: decodeMrz(probability, steps, classes) };
    },
  };
}

/** The model knows 6,600 characters, mostly Chinese; documents are read for their Latin text. */
function isLatinText(character: string): boolean {
  return /^[\p{Script=Latin}\p{Nd}\p{P}\p{Sc} +<=>|~^`°№]$/u.test(character) && character < '\u3000';
}
