/** A PDF name token: a slash and regular characters (ISO 32000-1, 7.3.5). */
const nameToken = /\/[^\s\0()<>[\]{}/%]{1,127}/g;

/** Writes `#4A` escapes of a name out, because `/J#61vaScript` means `/JavaScript`. */
export function plainName(name: string): string {
  return name.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** The same text with every escaped name written out; everything else stays as it is. */
export function withPlainNames(text: string): string {
  return text.includes('#') ? text.replace(nameToken, plainName) : text;
}

/**
 * Names that make a document do something or carry other files: actions (ISO 32000-1, 12.6.4), embedded files (7.11.4),
 * rich media, 3-D, XFA forms. `GoTo`, `Named` and links that wait for a click are harmless and missing on purpose.
 */
const activeNames: ReadonlySet<string> = new Set(
  [
    'JavaScript',
    'JS',
    'Launch',
    'SubmitForm',
    'ImportData',
    'GoToR',
    'GoToE',
    'Rendition',
    'Movie',
    'Sound',
    'RichMedia',
    'RichMediaExecute',
    'RichMediaSettings',
    'RichMediaContent',
    '3D',
    'GoTo3DView',
    'EmbeddedFile',
    'EmbeddedFiles',
    'XFA',
    'AA',
  ].map((name) => `/${name}`),
);

/** Random bytes of a compressed stream look like a name of three letters now and then, never like a longer one. */
const shortestDistinctName = 6;

/** The first active name in a text of which every byte counts. */
export function findActiveName(text: string): string | undefined {
  for (const [name] of text.matchAll(nameToken)) if (activeNames.has(plainName(name))) return plainName(name);
  return undefined;
}

/** The first active name in a whole file, compressed streams included: only names too long to occur by chance. */
export function findDistinctActiveName(text: string): string | undefined {
  for (const [name] of text.matchAll(nameToken)) {
    const plain = plainName(name);
    if (plain.length >= shortestDistinctName && activeNames.has(plain)) return plain;
  }
  return undefined;
}

/** Does the text hold this name as a whole token? */
export function hasName(text: string, wanted: string): boolean {
  for (const [name] of text.matchAll(nameToken)) if (plainName(name) === wanted) return true;
  return false;
}

/** How often the text holds this name as a whole token. */
export function countName(text: string, wanted: string): number {
  let count = 0;
  for (const [name] of text.matchAll(nameToken)) if (plainName(name) === wanted) count++;
  return count;
}
