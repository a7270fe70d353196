import { type DocumentFile, type DocumentReading, type ReadingWarning } from '../document-analyzer.js';
import { decodeImage } from '../imaging/decode-image.js';
import { type RgbImage } from '../imaging/rgb-image.js';
import { solveMrz } from '../mrz/solve-mrz.js';
import { createOcrEngine } from '../ocr/ocr-engine.js';
import { openPdf } from '../pdf/open-pdf.js';
import { firstPagePicture } from '../pdf/page-picture.js';
import { maximumPages, readTextLayer } from '../pdf/pdf-text.js';
import { interpretDocument } from './interpret-document.js';
import { readImage } from './read-image.js';

/** Reads files with models loaded once; everything runs on the thread that made it. */
export interface ReadingEngine {
  /** `today` is an ISO date; two-digit years are read relative to it. */
  read(file: DocumentFile, documentType: string, today: string): Promise<DocumentReading>;
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

type PictureReader = (image: RgbImage) => Promise<DocumentReading>;

/** Loads the models; see `loadOcrModels` for what can be wrong with them. `threads` is for each run of a model. */
export async function createReadingEngine(options: { threads?: number } = {}): Promise<ReadingEngine> {
  const ocr = await createOcrEngine(options);
  return {
    async read(file, documentType, today) {
      const readPicture: PictureReader = async (image) => {
        const text = await readImage(ocr, image, !typesWithoutMrz.has(documentType));
        return interpretDocument({ ...text, source: 'visual_zone' }, documentType, today);
      };
      if (file.contentType === 'application/pdf') {
        return readPdf(file.bytes, documentType, today, readPicture);
      }
      return readPicture(await decodeImage(file.bytes, { maximumSide }));
    },
    close: () => ocr.close(),
  };
}

/** Reads a PDF by its text layer, or the picture of its first page when it is a scan. */
async function readPdf(
  bytes: Buffer,
  documentType: string,
  today: string,
  readPicture: PictureReader,
): Promise<DocumentReading> {
  const document = await openPdf(bytes);
  try {
    const lines = await readTextLayer(document);
    if (lines.length > 0) {
      const mrz = solveMrz(lines.filter((line) => line.text.includes('<<')).map((line) => line.text));
      const text = { lines, source: 'text_layer' as const, ...(mrz && { mrz }) };
      return withWarnings(interpretDocument(text, documentType, today), skippedPages(document.numPages));
    }
    const picture = await firstPagePicture(document, maximumSide);
    const scanned: ReadingWarning = {
      code: 'no_text_layer',
      detail: 'The PDF holds pictures instead of text.',
    };
    if (!picture) return { provider: 'local', documentKind: 'unknown', fields: {}, warnings: [scanned] };
    return withWarnings(await readPicture(picture), [scanned]);
  } finally {
    await document.destroy();
  }
}

function skippedPages(pages: number): ReadingWarning[] {
  if (pages <= maximumPages) return [];
  return [{ code: 'pages_skipped', detail: `Only the first ${maximumPages} of ${pages} pages were read.` }];
}

function withWarnings(reading: DocumentReading, warnings: readonly ReadingWarning[]): DocumentReading {
  return { ...reading, warnings: [...reading.warnings, ...warnings] };
}
