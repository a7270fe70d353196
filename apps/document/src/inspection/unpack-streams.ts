import { maximumPixels } from '../reading/imaging/decode-image.js';
import { inflateWithin, type InflateBudget } from './bounded-inflate.js';
import { countName, findDistinctActiveName, hasName } from './pdf-names.js';
import type { PdfStream } from './pdf-streams.js';

/** All streams of a file together; ten colour pages scanned at 300 dpi inflate to about 260 MB. */
const inflateBudgetBytes = 384 * 1024 * 1024;
/** Objects packed into streams are kept as text to be searched; real files have a few hundred kilobytes of them. */
const objectTextBytes = 32 * 1024 * 1024;
/** Enough of any other stream to undo a second filter of it. */
const otherTextBytes = 4 * 1024 * 1024;

export type Unpacked = { kind: 'objects'; text: string } | { kind: 'too_large' } | { kind: 'active' };

/**
 * Inflates every stream of a file within one budget and searches all of it for active names, whatever a stream calls
 * itself. Returns the text of the objects that were packed into streams.
 */
export async function unpackStreams(
  bytes: Buffer,
  text: string,
  streams: readonly PdfStream[],
): Promise<Unpacked> {
  const budget: InflateBudget = { left: inflateBudgetBytes };
  const objects: string[] = [];
  let length = 0;
  for (const stream of streams) {
    if (isGiantPicture(stream.dictionary)) return { kind: 'too_large' };
    const unpacked = await unpack(bytes.subarray(stream.start, stream.end), stream, budget);
    if (unpacked.kind !== 'objects') return unpacked;
    objects.push(unpacked.text);
    length += unpacked.text.length;
    if (length > objectTextBytes) return { kind: 'too_large' };
  }
  // A stream of objects whose dictionary was written so that it is not recognised is there to hide something.
  const recognised = streams.filter(({ dictionary }) => hasName(dictionary, '/ObjStm')).length;
  if (countName(text, '/ObjStm') > recognised) return { kind: 'active' };
  return { kind: 'objects', text: objects.join('\n') };
}

async function unpack(body: Buffer, stream: PdfStream, budget: InflateBudget): Promise<Unpacked> {
  const holdsObjects = hasName(stream.dictionary, '/ObjStm') || hasName(stream.dictionary, '/First');
  if (holdsObjects && !canSearch(stream)) return { kind: 'active' };
  const keep = holdsObjects ? objectTextBytes + 1 : otherTextBytes;
  const look = (text: string): boolean => findDistinctActiveName(text) !== undefined;
  let data = body;
  for (const filter of stream.filters?.length ? stream.filters : guessFilters(body)) {
    if (filter !== 'FlateDecode') return { kind: 'objects', text: '' };
    const inflated = await inflateWithin(data, { budget, keep, look });
    if (inflated.kind === 'over_budget') return { kind: 'too_large' };
    if (inflated.kind === 'found') return { kind: 'active' };
    data = inflated.bytes;
  }
  return { kind: 'objects', text: holdsObjects ? data.toString('latin1') : '' };
}

/** Objects under an unusual filter or a predictor cannot be searched; no common writer makes such files. */
function canSearch({ filters, dictionary }: PdfStream): boolean {
  const flateOnly = filters?.every((filter) => filter === 'FlateDecode') ?? false;
  return flateOnly && !/\/Predictor\s*(?:[2-9]|1\d)/.test(dictionary);
}

/** A zlib header (RFC 1950, 2.2) shows that a body is deflated although its dictionary does not say so plainly. */
function guessFilters(body: Buffer): string[] {
  if (body.length < 2) return [];
  const isZlib = ((body[0] ?? 0) & 0x0f) === 8 && body.readUInt16BE(0) % 31 === 0;
  return isZlib ? ['FlateDecode'] : [];
}

function isGiantPicture(dictionary: string): boolean {
  if (!/\/Subtype\s*\/Image\b/.test(dictionary)) return false;
  const side = (name: string): number =>
    Number(new RegExp(`/${name}\\s+(\\d{1,9})`).exec(dictionary)?.[1] ?? 0);
  return side('Width') * side('Height') > 2 * maximumPixels;
}
