import { createHash } from 'node:crypto';
import { csvRows, decodeList } from './csv-text.js';
import { openSource, type ListSource, type SourceFile } from './list-source.js';
import { readOfac } from './ofac-reader.js';
import { isTenantHeader, readTenantCsv } from './tenant-csv-reader.js';
import { UnreadableWatchlist, type ListEntity, type Watchlist } from './watchlist.js';

/** `ofac` is the SDN list, `ofac-consolidated` OFAC's non-SDN list in the same layout, `csv` a tenant's own list. */
export const listFormats = ['ofac', 'ofac-consolidated', 'csv'] as const;
export type ListFormat = (typeof listFormats)[number];

/** What the caller knows better than the files; each falls back to `list.json` beside them, then to a default. */
export interface WatchlistOptions {
  readonly id?: string;
  readonly source?: string;
  /** ISO 8601 */
  readonly asOf?: string;
}

interface Reading {
  readonly files: readonly SourceFile[];
  readonly entities: readonly ListEntity[];
  readonly id: string;
  readonly source: string;
}

interface OfacLayout {
  readonly prefix: string;
  readonly entries: string;
  readonly id: string;
  readonly source: string;
}

const ofacLayouts: Readonly<Record<'ofac' | 'ofac-consolidated', OfacLayout>> = {
  ofac: {
    prefix: '',
    entries: 'sdn.csv',
    id: 'us_ofac_sdn',
    source: 'OFAC Specially Designated Nationals list',
  },
  'ofac-consolidated': {
    prefix: 'cons_',
    entries: 'cons_prim.csv',
    id: 'us_ofac_cons',
    source: 'OFAC Consolidated (non-SDN) list',
  },
};

const manifestName = 'list.json';
const expectedFolder =
  'expected a folder with sdn.csv or cons_prim.csv (and alt.csv, add.csv, sdn_comments.csv beside it), or a CSV file';
const expectedFile = `expected OFAC's twelve columns or a header with id,type,name; formats: ${listFormats.join(', ')}`;

/**
 * Reads one list from a folder of OFAC files, one OFAC file of any name, or a tenant's own CSV, on this machine or at an
 * http(s) address. `format@location` names the format; without it the content decides. A folder may hold a `list.json`
 * `{"id", "source", "as_of"}` that names the list.
 * @throws UnreadableWatchlist when anything of it is missing, damaged, empty where it must not be, or of no known format
 */
export async function readWatchlist(location: string, options: WatchlistOptions = {}): Promise<Watchlist> {
  const { format, place } = splitFormat(location);
  const source = await openSource(place);
  const reading = source.isFolder ? await readFolder(source, format) : await readSingle(source, format);
  const manifest = source.isFolder ? await readManifest(source) : {};
  const modified = reading.files.flatMap(({ modifiedAt }) => modifiedAt ?? []).sort();
  return {
    id: options.id ?? manifest.id ?? reading.id,
    source: options.source ?? manifest.source ?? reading.source,
    version: contentVersion(reading.files),
    asOf: options.asOf ?? manifest.asOf ?? modified.at(-1) ?? new Date(0).toISOString(),
    entities: reading.entities,
  };
}

function splitFormat(location: string): { format?: ListFormat; place: string } {
  const [, name, place] = /^([a-z][a-z0-9-]*)@(.+)$/.exec(location) ?? [];
  if (name === undefined || place === undefined) return { place: location };
  const format = listFormats.find((known) => known === name);
  if (!format)
    throw new UnreadableWatchlist(place, `there is no format ${name}; formats: ${listFormats.join(', ')}`);
  return { format, place };
}

async function readFolder(source: ListSource, format?: ListFormat): Promise<Reading> {
  if (format === 'csv')
    throw new UnreadableWatchlist(source.location, 'it is a folder; the format csv is one file');
  const wanted = format ? [format] : (['ofac', 'ofac-consolidated'] as const);
  const found: { layout: OfacLayout; entries: SourceFile }[] = [];
  for (const layout of wanted.map((name) => ofacLayouts[name])) {
    const entries = await source.read(layout.entries);
    if (entries) found.push({ layout, entries });
  }
  const [first, second] = found;
  if (!first) throw new UnreadableWatchlist(source.location, expectedFolder);
  if (second) {
    throw new UnreadableWatchlist(
      source.location,
      'it holds two lists; name one: ofac@… or ofac-consolidated@…',
    );
  }
  return readOfacFolder(source, first.layout, first.entries);
}

async function readOfacFolder(source: ListSource, layout: OfacLayout, entries: SourceFile): Promise<Reading> {
  const aliases = await source.read(`${layout.prefix}alt.csv`);
  const addresses = await source.read(`${layout.prefix}add.csv`);
  const comments = await source.read(layout.prefix ? 'cons_comments.csv' : 'sdn_comments.csv');
  const text = (file?: SourceFile) => file && decodeList(`${source.location} (${file.name})`, file.bytes);
  const files = {
    entries: text(entries) ?? '',
    aliases: text(aliases),
    addresses: text(addresses),
    comments: text(comments),
  };
  return {
    files: [entries, aliases, addresses, comments].filter((file) => file !== undefined),
    entities: readOfac(source.location, files),
    id: layout.id,
    source: layout.source,
  };
}

async function readSingle(source: ListSource, format?: ListFormat): Promise<Reading> {
  const file = await source.read();
  if (!file) throw new UnreadableWatchlist(source.location, 'there is no such file');
  const text = decodeList(source.location, file.bytes);
  const detected = format ?? detectFormat(source.location, text);
  if (detected === 'csv') {
    const id =
      source.baseName
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '_')
        .replace(/^_+|_+$/g, '') || 'own_list';
    return { files: [file], entities: readTenantCsv(source.location, text), id, source: file.name };
  }
  const layout = ofacLayouts[detected];
  const entities = readOfac(source.location, { entries: text });
  return { files: [file], entities, id: layout.id, source: layout.source };
}

function detectFormat(location: string, text: string): ListFormat {
  const [first] = csvRows(location, text.slice(0, endOfFirstRecord(text)));
  const cells = first?.cells ?? [];
  const isOfac =
    cells.length === 12 && (/^\d+$/.test(cells[0] ?? '') || cells[0]?.toLowerCase() === 'ent_num');
  if (isOfac) return 'ofac';
  if (isTenantHeader(cells)) return 'csv';
  throw new UnreadableWatchlist(location, `the first line is of no known list; ${expectedFile}`);
}

/** Neither format breaks its first record over lines, so the first line is enough to know it by. */
function endOfFirstRecord(text: string): number {
  const end = text.search(/\S[^\r\n]*[\r\n]/) < 0 ? -1 : text.indexOf('\n', text.search(/\S/));
  return end < 0 ? text.length : end;
}

async function readManifest(source: ListSource): Promise<WatchlistOptions> {
  const file = await source.read(manifestName);
  if (!file) return {};
  const where = `${source.location} (${manifestName})`;
  const parsed = parseJson(where, decodeList(where, file.bytes));
  const text = (key: string) => {
    const value = parsed[key];
    if (value !== undefined && (typeof value !== 'string' || value === '')) {
      throw new UnreadableWatchlist(where, `expected {"id", "source", "as_of"} with texts`);
    }
    return value;
  };
  const [id, name, asOf] = [text('id'), text('source'), text('as_of')];
  if (asOf !== undefined && Number.isNaN(Date.parse(asOf))) {
    throw new UnreadableWatchlist(where, 'as_of is not an ISO 8601 time');
  }
  return {
    ...(id && { id }),
    ...(name && { source: name }),
    ...(asOf && { asOf: new Date(asOf).toISOString() }),
  };
}

function parseJson(location: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (cause) {
    throw new UnreadableWatchlist(location, 'it is not JSON', false, { cause });
  }
  throw new UnreadableWatchlist(location, 'expected {"id", "source", "as_of"} with texts');
}

/** Names and contents of the files, so that the same bytes always give the same version, wherever they lie. */
function contentVersion(files: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  for (const { name, bytes } of files)
    hash.update(`${files.length > 1 ? name : ''}\0${bytes.byteLength}\0`).update(bytes);
  return hash.digest('hex').slice(0, 16);
}
