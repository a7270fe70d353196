import {
  type AnalyzeOptions,
  type DocumentFile,
  type DocumentReading,
  type ReadingWarning,
} from '../document-analyzer.js';
import { decodeImage } from '../imaging/decode-image.js';
import { jpegForFaces } from '../imaging/picture-for-faces.js';
import { type RgbImage } from '../imaging/rgb-image.js';
import { solveMrz } from '../mrz/solve-mrz.js';
import { createOcrEngine } from '../ocr/ocr-engine.js';
import { openPdf } from '../pdf/open-pdf.js';
import { firstPagePicture } from '../pdf/page-picture.js';
import { maximumPages, readTextLayer } from '../pdf/pdf-text.js';
import { type TextLine } from '../text-line.js';
import { findProfileFields } from '../profiles/profile-fields.js';
import { interpretDocument, type DocumentText } from './interpret-document.js';
import { readImage } from './read-image.js';

/** Reads files with models loaded once; everything runs on the thread that made it. */
export interface ReadingEngine {
  /** `today` is an ISO date; two-digit years are read relative to it. */
  read(
    file: DocumentFile,
    documentType: string,
    today: string,
    options?: AnalyzeOptions,
  ): Promise<DocumentReading>;
  close(): Promise<void>;
}

/** Longest side, in pixels, at which pictures are read: a passport across a third of it still has legible lines. */
const maximumSide = 2_000;

/** Document types of requirements whose documents carry no machine readable zone. */
const typesWithoutMrz: ReadonlySet<string> = new Set([
  'proof_of_address',
  'driving_licence',
  'driver_license',
  'selfie',
]);

interface Request extends AnalyzeOptions {
  documentType: string;
  today: string;
}

type PictureReader = (image: RgbImage) => Promise<DocumentReading>;

/** Loads the models; see `loadOcrModels` for what can be wrong with them. `threads` is for each run of a model. */
export async function createReadingEngine(options: { threads?: number } = {}): Promise<ReadingEngine> {
  const ocr = await createOcrEngine(options);
  return {
    async read(file, documentType, today, options = {}) {
      const readPicture: PictureReader = async (image) => {
        const { certainty, ...text } = await readImage(ocr, image, !typesWithoutMrz.has(documentType));
        return interpret({ ...text, source: 'visual_zone' }, certainty, { documentType, today, ...options });
      };
      if (file.contentType === 'application/pdf') {
        return readPdf(file.bytes, { documentType, today, ...options }, readPicture);
      }
      return readPicture(await decodeImage(file.bytes, { maximumSide }));
    },
    close: () => ocr.close(),
  };
}

/** Reads a PDF by its text layer, or the picture of its first page when it is a scan. */
async function readPdf(
  bytes: Buffer,
  request: Request,
  readPicture: PictureReader,
): Promise<DocumentReading> {
  const document = await openPdf(bytes);
  try {
    const lines = await readTextLayer(document);
    const isScan = lines.length === 0;
    const picture = isScan || request.withPicture ? await firstPagePicture(document, maximumSide) : undefined;
    const reading = isScan
      ? await readScan(picture, readPicture)
      : withWarnings(interpretLines(lines, request), skippedPages(document.numPages));
    return request.withPicture && picture ? { ...reading, picture: await jpegForFaces(picture) } : reading;
  } finally {
    await document.destroy();
  }
}

function interpretLines(lines: readonly TextLine[], request: Request): DocumentReading {
  const mrz = solveMrz(lines.filter((line) => line.text.includes('<<')).map((line) => line.text));
  return interpret({ lines, source: 'text_layer', ...(mrz && { mrz }) }, 1, request);
}

/** What a text says by itself and by the profile, and how well it could be read. */
function interpret(text: DocumentText, certainty: number, request: Request): DocumentReading {
  const { documentType, today, profile } = request;
  const characters = text.lines.reduce(
    (sum, line) => sum + line.text.replace(/[^\p{L}\p{N}]/gu, '').length,
    0,
  );
  return {
    ...interpretDocument(text, documentType, today),
    legibility: { certainty, characters },
    ...(profile && { profileFields: findProfileFields(profile, text) }),
  };
}

async function readScan(picture: RgbImage | undefined, readPicture: PictureReader): Promise<DocumentReading> {
  const scanned: ReadingWarning = {
    code: 'no_text_layer',
    detail: 'The PDF holds pictures instead of text.',
  };
  if (!picture) return { provider: 'local', documentKind: 'unknown', fields: {}, warnings: [scanned] };
  return withWarnings(await readPicture(picture), [scanned]);
}

function skippedPages(pages: number): ReadingWarning[] {
  if (pages <= maximumPages) return [];
  return [{ code: 'pages_skipped', detail: `Only the first ${maximumPages} of ${pages} pages were read.` }];
}

function withWarnings(reading: DocumentReading, warnings: readonly ReadingWarning[]): DocumentReading {
  return { ...reading, warnings: [...reading.warnings, ...warnings] };
}
