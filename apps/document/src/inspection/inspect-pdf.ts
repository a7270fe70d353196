import { fault, type FileFault } from './file-fault.js';
import { findForeignContent } from './foreign-content.js';
import { findActiveName, findDistinctActiveName, hasName } from './pdf-names.js';
import { leadsSomewhereHarmless } from './pdf-open-action.js';
import { findStreams, type PdfStream } from './pdf-streams.js';
import { unpackStreams } from './unpack-streams.js';

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
 * itself or carries other files (also inside compressed streams), and nothing that unpacks without bound.
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
  const packed = await unpackStreams(bytes, text, streams);
  if (packed.kind === 'too_large') return bomb();
  if (packed.kind === 'active') return activeContent();
  if (findActiveName(`${outsideOf(text, streams)}\n${packed.text}`)) return activeContent();
  const everything = `${text}\n${packed.text}`;
  if (!leadsSomewhereHarmless(everything)) return activeContent();
  return hasName(everything, '/Root') && hasName(everything, '/Pages') ? undefined : damaged();
}

function isComplete(text: string): boolean {
  if (!/^%PDF-[12]\.\d/.test(text)) return false;
  const end = /startxref\s+(\d{1,10})\s+%%EOF/.exec(text.slice(-tailBytes));
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
