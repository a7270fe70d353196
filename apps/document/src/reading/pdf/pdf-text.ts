import { type TextLine } from '../text-line.js';
import { joinRuns, type TextRun } from './join-runs.js';
import { type PdfDocument, type PdfTextItem } from './open-pdf.js';

/** Pages that are read; what a document proves stands on its first ones. */
export const maximumPages = 10;

/** More pieces of text than this on one page are not read: no letter or bill has them. */
const maximumRuns = 20_000;

/** The lines of the text layer, page after page, in points. Empty when the file only holds pictures. */
export async function readTextLayer(document: PdfDocument): Promise<TextLine[]> {
  const lines: TextLine[] = [];
  let offset = 0;
  for (let number = 1; number <= Math.min(document.numPages, maximumPages); number++) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: 1 });
    const content = await page.getTextContent();
    const runs: TextRun[] = [];
    for (const item of content.items.slice(0, maximumRuns)) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const run = placed(item, viewport.transform, offset);
      if (run) runs.push(run);
    }
    lines.push(...joinRuns(runs));
    offset += viewport.height;
    page.cleanup();
  }
  return lines;
}

/** A piece of text in page coordinates (y down); undefined when it does not run from left to right. */
function placed(item: PdfTextItem, view: readonly number[], offset: number): TextRun | undefined {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = item.transform;
  const [xx = 1, yx = 0, xy = 0, yy = -1, x0 = 0, y0 = 0] = view;
  const x = xx * e + xy * f + x0;
  const y = yx * e + yy * f + y0;
  const alongX = xx * a + xy * b;
  const alongY = yx * a + yy * b;
  const size = Math.hypot(xx * c + xy * d, yx * c + yy * d);
  if (size === 0 || alongX <= 0 || Math.abs(alongY) > alongX * 0.2) return undefined;
  return { text: item.str, left: x, right: x + item.width, baseline: y + offset, size };
}
