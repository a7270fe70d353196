import { maximumPixels } from '../reading/imaging/decode-image.js';
import { inflateWithin, type InflateBudget } from './bounded-inflate.js';
import { fault, type FileFault } from './file-fault.js';
import { findForeignContent } from './foreign-content.js';
import { findActiveName, findDistinctActiveName, hasName } from './pdf-names.js';
import { leadsSomewhereHarmless } from './pdf-open-action.js';
import { findStreams, type PdfStream } from './pdf-streams.js';

/** All streams of a file together; ten colour pages scanned at 300 dpi inflate to about 260 MB. */
const inflateBudgetBytes = 384 * 1024 * 1024;
/** Objects packed into streams are kept as text to be searched; real files have a few hundred kilobytes of them. */
const objectTextBytes = 32 * 1024 * 1024;
const maxStreams = 20_000;
/** Files end with `%%EOF`; readers look for it in the last kilobyte (ISO 32000-1, annex H.3, note 18). */
const tailBytes = 1024;

const activeContent = (): FileFault =>
  fault(
    'active_content',
    'The PDF carries scripts, actions or attached files; print it to a new PDF and send that.',
  );
const damaged = (): FileFault =>
  fault('damaged', 'The PDF is damaged or incomplete; export it again and send the whole file.');
const bomb = (): FileFault =>
  fault('expands_too_much', 'The PDF unpacks to more than can be read; send fewer pages.');

/**
 * Judges a PDF file without rendering it: complete from header to end mark, not encrypted, nothing in it that acts by
 * itself or carries other files (also inside compressed object streams), and nothing that unpacks without bound.
 */
export async function inspectPdf(bytes: Buffer): Promise<FileFault | undefined> {
  const text = bytes.toString('latin1');
  if (!isComplete(text)) return damaged();
  if (hasName(text, '/Encrypt'))
    return fault('encrypted', 'The PDF is protected with a password; send it without protection.');
  const foreign = findForeignContent(bytes, 'pdf');
  if (foreign) return foreign;
  if (findDistinctActiveName(text)) return activeContent();
  const streams = collectStreams(text);
  if (!streams) return bomb();
  const packed = await unpackStreams(bytes, streams);
  if ('code' in packed) return packed;
  const objects = `${outsideOf(text, streams)}\n${packed.objectText}`;
  if (findActiveName(objects) || !leadsSomewhereHarmless(objects)) return activeContent();
  if (!hasName(objects, '/Root') && !hasName(text, '/Root')) return damaged();
  return hasName(objects, '/Pages') ? undefined : damaged();
}

function isComplete(text: string): boolean {
  if (!/^%PDF-[12]\.\d/.test(text)) return false;
  const tail = text.slice(-tailBytes);
  const end = /startxref\s+(\d{1,10})\s+%%EOF/.exec(tail);
  if (!end) return false;
  const at = Number(end[1]);
  return /^\s*(?:xref\b|\d+\s+\d+\s+obj\b)/.test(text.slice(at, at + 64));
}

function collectStreams(text: string): PdfStream[] | undefined {
  const streams: PdfStream[] = [];
  for (const stream of findStreams(text)) {
    streams.push(stream);
    if (streams.length > maxStreams) return undefined;
  }
  return streams;
}

/** Everything that is not the body of a stream. */
function outsideOf(text: string, streams: readonly PdfStream[]): string {
  let from = 0;
  const parts: string[] = [];
  for (const { start, end } of streams) {
    if (start < from) continue;
    parts.push(text.slice(from, start));
    from = end;
  }
  return [...parts, text.slice(from)].join('\n');
}

/** Inflates every stream within the budgets; returns the text of the objects packed into streams. */
async function unpackStreams(
  bytes: Buffer,
  streams: readonly PdfStream[],
): Promise<FileFault | { objectText: string }> {
  const budget: InflateBudget = { left: inflateBudgetBytes };
  let objectText = '';
  for (const stream of streams) {
    if (isGiantPicture(stream.dictionary)) return bomb();
    const result = await unpack(bytes.subarray(stream.start, stream.end), stream, budget);
    if (typeof result !== 'string') return result;
    objectText += `\n${result}`;
    if (objectText.length > objectTextBytes) return bomb();
  }
  return { objectText };
}

async function unpack(body: Buffer, stream: PdfStream, budget: InflateBudget): Promise<FileFault | string> {
  const holdsObjects = hasName(stream.dictionary, '/ObjStm');
  const { filters } = stream;
  if (holdsObjects && !canSearch(stream)) return activeContent();
  let data = body;
  for (const filter of filters ?? ['FlateDecode']) {
    if (filter !== 'FlateDecode') return '';
    const inflated = await inflateWithin(data, budget, holdsObjects ? objectTextBytes + 1 : 4 * 1024 * 1024);
    if (inflated.kind === 'over_budget') return bomb();
    if (inflated.kind === 'damaged' && holdsObjects && inflated.bytes.length === 0) return damaged();
    data = inflated.bytes;
  }
  return holdsObjects ? data.toString('latin1') : '';
}

/** Objects under an unusual filter or a predictor cannot be searched; no common writer makes such files. */
function canSearch({ filters, dictionary }: PdfStream): boolean {
  return (
    filters !== undefined &&
    filters.every((f) => f === 'FlateDecode') &&
    !/\/Predictor\s*[2-9]/.test(dictionary)
  );
}

function isGiantPicture(dictionary: string): boolean {
  if (!/\/Subtype\s*\/Image\b/.test(dictionary)) return false;
  const side = (name: string): number =>
    Number(new RegExp(`/${name}\\s+(\\d{1,9})`).exec(dictionary)?.[1] ?? 0);
  return side('Width') * side('Height') > 2 * maximumPixels;
}
