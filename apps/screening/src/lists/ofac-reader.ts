import { countryCode } from './country-codes.js';
import { csvRows, type CsvRow } from './csv-text.js';
import { readRemarks } from './ofac-remarks.js';
import {
  UnreadableWatchlist,
  type EntityType,
  type Identifier,
  type ListEntity,
  type ListName,
  type NameKind,
} from './watchlist.js';

/** The files of one OFAC list as text: the entries, and what further files add to them where they were given. */
export interface OfacFiles {
  readonly entries: string;
  readonly aliases?: string;
  readonly addresses?: string;
  readonly comments?: string;
}

type RowsById = ReadonlyMap<string, readonly (readonly string[])[]>;

const entityTypes: Readonly<Record<string, EntityType>> = {
  individual: 'individual',
  vessel: 'vessel',
  aircraft: 'aircraft',
  '': 'company',
};

const aliasKinds: Readonly<Record<string, NameKind>> = {
  aka: 'strong_alias',
  nka: 'strong_alias',
  fka: 'former',
};

/**
 * Reads the US Treasury's CSV layout (no header; `-0-` means empty; twelve columns: number, name, type, programmes,
 * title, call sign, vessel type, tonnage, gross tonnage, flag, owner, remarks). Source: OFAC "SDN list data formats".
 * @throws UnreadableWatchlist naming the row when the layout is another one or an entry lacks its number or name
 */
export function readOfac(location: string, files: OfacFiles): ListEntity[] {
  const aliases = group(location, files.aliases, 4);
  const addresses = group(location, files.addresses, 5);
  const comments = group(location, files.comments, 2);
  const seen = new Set<string>();
  return ofacRows(location, files.entries, 12).map(({ cells, line }) => {
    const entity = readEntry(cells, aliases, addresses, comments);
    if (!/^\d+$/.test(entity.sourceId) || entity.names[0]?.value === '' || seen.has(entity.sourceId)) {
      throw new UnreadableWatchlist(
        location,
        `the entry on line ${line} has no number of its own or no name`,
      );
    }
    seen.add(entity.sourceId);
    return entity;
  });
}

function ofacRows(location: string, text: string, columns: number): CsvRow[] {
  const rows = csvRows(location, text).map(({ cells, line }) => ({
    cells: cells.map((cell) => (cell === '-0-' ? '' : cell)),
    line,
  }));
  const body = rows[0]?.cells[0]?.toLowerCase() === 'ent_num' ? rows.slice(1) : rows;
  const odd = body.find(({ cells }) => cells.length < columns);
  if (odd) {
    const found = `line ${odd.line} has ${odd.cells.length} columns`;
    throw new UnreadableWatchlist(location, `${found}; expected the ${columns} columns of the OFAC layout`);
  }
  return body;
}

function group(location: string, text: string | undefined, columns: number): RowsById {
  const byId = new Map<string, (readonly string[])[]>();
  for (const { cells } of text === undefined ? [] : ofacRows(location, text, columns)) {
    const id = cells[0] ?? '';
    byId.set(id, [...(byId.get(id) ?? []), cells]);
  }
  return byId;
}

function readEntry(
  cells: readonly string[],
  aliases: RowsById,
  addresses: RowsById,
  comments: RowsById,
): ListEntity {
  const [id = '', name = '', kind = '', programmes = '', , callSign = '', , , , flag = '', , remarks = ''] =
    cells;
  const type = entityTypes[kind.toLowerCase()] ?? 'unknown';
  // The remarks column is cut at 1,000 characters; the comments file goes on in the middle of the word.
  const facts = readRemarks(remarks + (comments.get(id) ?? []).map((row) => row[1] ?? '').join(''));
  const countries = [flag, ...(addresses.get(id) ?? []).map((row) => row[4] ?? '')].map(countryCode);
  const callSigns: Identifier[] = callSign ? [{ type: 'call_sign', value: callSign }] : [];
  return {
    sourceId: id,
    type,
    names: distinctNames([
      { value: readingOrder(name, type), kind: 'primary' },
      ...(aliases.get(id) ?? []).map((row) => alias(row, type)),
      ...facts.weakNames.map(({ value, kind }) => ({ value: readingOrder(value, type), kind })),
    ]),
    dobs: [...new Set(facts.dobs)],
    countries: [...new Set([...facts.countries, ...countries])].filter((code) => code !== undefined),
    ...(facts.gender && { gender: facts.gender }),
    identifiers: [...callSigns, ...facts.identifiers],
    wallets: [...new Set(facts.wallets)],
    topics: ['sanction'],
    programmes: programmes
      .replace(/^\[|\]$/g, '')
      .split(/\]\s*\[/)
      .map((text) => text.trim())
      .filter(Boolean),
  };
}

function alias(row: readonly string[], type: EntityType): ListName {
  return {
    value: readingOrder(row[3] ?? '', type),
    kind: aliasKinds[(row[2] ?? '').toLowerCase()] ?? 'strong_alias',
  };
}

/** `LAST, First Middle` → `First Middle LAST` for individuals; other names stay. */
function readingOrder(name: string, type: EntityType): string {
  const comma = type === 'individual' ? name.indexOf(',') : -1;
  return comma < 0 ? name : `${name.slice(comma + 1).trim()} ${name.slice(0, comma).trim()}`.trim();
}

function distinctNames(names: readonly ListName[]): ListName[] {
  const byValue = new Map<string, ListName>();
  for (const name of names) {
    if (!byValue.has(name.value) && (name.value !== '' || byValue.size === 0)) byValue.set(name.value, name);
  }
  return [...byValue.values()];
}
