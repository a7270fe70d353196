import { withPlainNames } from './pdf-names.js';

/** A stream of a PDF file: its dictionary as text with plain names, and where its bytes lie in the file. */
export interface PdfStream {
  dictionary: string;
  start: number;
  end: number;
  /** Filters in the order in which a reader undoes them; undefined when the dictionary does not say it directly. */
  filters: string[] | undefined;
}

/** Dictionaries are short; looking further back would only cost time in files made to waste it. */
const longestDictionary = 64 * 1024;

/**
 * Finds every stream of a file. Bodies are not skipped: a reader follows the file's own offsets, so a stream may hide
 * inside what looks like the body of another one.
 *
 * @param text the file as latin1, one character per byte
 */
export function* findStreams(text: string): Generator<PdfStream> {
  const opening = /(?<!end)stream(?:\r\n|\n|\r)/g;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const dictionary = dictionaryBefore(text, match.index);
    const start = match.index + match[0].length;
    const closing = text.indexOf('endstream', start);
    const end = closing < 0 ? text.length : closing;
    yield { dictionary, start, end, filters: filtersOf(dictionary) };
  }
}

function dictionaryBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - longestDictionary), at);
  const object = [...before.matchAll(/\d\s+obj\b/g)].at(-1);
  return withPlainNames(object ? before.slice(object.index + object[0].length) : before);
}

const filterNames: Record<string, string> = { Fl: 'FlateDecode', LZW: 'LZWDecode', A85: 'ASCII85Decode' };

function filtersOf(dictionary: string): string[] | undefined {
  const entry = /\/(?:Filter|F)(?![A-Za-z])\s*(\[[^\]]*\]|\/[A-Za-z0-9]+|\S+)/.exec(dictionary);
  if (!entry?.[1]) return [];
  const value = entry[1];
  if (!value.startsWith('/') && !value.startsWith('[')) return undefined;
  if (value.startsWith('[') && !/^\[(?:\s*\/[A-Za-z0-9]+)*\s*\]$/.test(value)) return undefined;
  return [...value.matchAll(/\/([A-Za-z0-9]+)/g)].map(([, name = '']) => filterNames[name] ?? name);
}
