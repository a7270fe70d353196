import { InferenceSession } from 'onnxruntime-node';
import { cutOut } from '../imaging/cut-out.js';
import { type RgbImage } from '../imaging/rgb-image.js';
import { type RotatedBox } from '../imaging/rotated-box.js';
import { loadOcrModels } from './ocr-models.js';
import { createDirectionClassifier } from './direction-classifier.js';
import { createTextDetector } from './text-detector.js';
import { createTextRecogniser, recognitionHeight, type RecognisedLine } from './text-recogniser.js';

/** Finds and reads text in pictures; its models are loaded once and shared by all readings. */
export interface OcrEngine {
  detect(image: RgbImage, maximumSide: number): Promise<RotatedBox[]>;
  /** Reads one line; `stretch` widens it, which separates characters that stand close together. */
  recognise(image: RgbImage, box: RotatedBox, stretch?: number): Promise<RecognisedLine>;
  /** Probability, 0–1, that the text in the box runs against the box's angle. */
  upsideDown(image: RgbImage, box: RotatedBox): Promise<number>;
  close(): Promise<void>;
}

export interface OcrEngineOptions {
  /** Threads within one run of a model (1). */
  threads?: number;
}

/** Longer lines are squeezed: 2,400 pixels at a height of 48 are about 120 characters. */
const maximumLineWidth = 2_400;
const minimumLineWidth = 8;

/** onnxruntime prints errors only; its warnings name graph nodes that nobody here can act on. */
const logErrorsOnly = 3;

/** Loads the models (about a second) and verifies them; see `loadOcrModels` for what can be wrong. */
export async function createOcrEngine(options: OcrEngineOptions = {}): Promise<OcrEngine> {
  const models = await loadOcrModels();
  const sessionOptions = {
    intraOpNumThreads: options.threads ?? 1,
    logSeverityLevel: logErrorsOnly,
  } as const;
  const [detection, recognition, direction] = await Promise.all([
    InferenceSession.create(models.detection, sessionOptions),
    InferenceSession.create(models.recognition, sessionOptions),
    InferenceSession.create(models.direction, sessionOptions),
  ]);
  const detector = createTextDetector(detection);
  const recogniser = createTextRecogniser(recognition, models.characters);
  const classifier = createDirectionClassifier(direction);
  return {
    upsideDown: (image, box) => classifier.upsideDown(image, box),
    detect: (image, maximumSide) => detector.detect(image, maximumSide),
    recognise(image, box, stretch = 1) {
      const natural = Math.round((box.width / box.height) * recognitionHeight * stretch);
      const width = Math.min(maximumLineWidth, Math.max(minimumLineWidth, natural));
      return recogniser.recognise(cutOut(image, box, width, recognitionHeight));
    },
    async close() {
      await Promise.all([detection.release(), recognition.release(), direction.release()]);
    },
  };
}
