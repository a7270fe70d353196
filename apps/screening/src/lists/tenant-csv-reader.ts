import { countryCode } from './country-codes.js';
import { csvRows } from './csv-text.js';
import { isListDate } from './list-dates.js';
import {
  UnreadableWatchlist,
  type EntityType,
  type Identifier,
  type ListEntity,
  type NameKind,
} from './watchlist.js';

const columns = [
  'id',
  'type',
  'name',
  'aliases',
  'weak_aliases',
  'dob',
  'countries',
  'gender',
  'identifiers',
  'wallets',
  'topics',
  'programmes',
] as const;

type Column = (typeof columns)[number];

const required: readonly Column[] = ['id', 'type', 'name'];
const types: readonly EntityType[] = ['individual', 'company', 'vessel', 'aircraft', 'unknown'];
const genders = ['', 'male', 'female', 'other'];

/**
 * Reads a tenant's own list: CSV with the header
 * `id,type,name,aliases,weak_aliases,dob,countries,gender,identifiers,wallets,topics,programmes`, in any order; `id`,
 * `type` and `name` must be there. `;` separates several values. An identifier is `type:value` or `type:value:country`;
 * a country is ISO alpha-2, alpha-3 or its English name; an empty `type` is `unknown`; a date of birth is an ISO date,
 * month or year, with `~` at the end for circa and `from/to` for a range.
 * @throws UnreadableWatchlist naming line and column of the first value that is not so
 */
export function readTenantCsv(location: string, text: string): ListEntity[] {
  const [header, ...rows] = csvRows(location, text);
  const names = readHeader(location, header?.cells ?? []);
  const seen = new Set<string>();
  return rows.map(({ cells, line }) => {
    const refuse = (column: Column, expected: string) =>
      new UnreadableWatchlist(location, `line ${line}, column ${column}: expected ${expected}`);
    if (cells.length !== names.length) {
      const found = `line ${line} has ${cells.length} columns`;
      throw new UnreadableWatchlist(location, `${found}; the header has ${names.length}`);
    }
    const entity = readRow(new Map(names.map((name, at) => [name, cells[at] ?? ''])), refuse);
    if (seen.has(entity.sourceId)) throw refuse('id', 'an id that no other row has');
    seen.add(entity.sourceId);
    return entity;
  });
}

/** True when the cells are the header of a tenant's own list, or are clearly meant to be. */
export function isTenantHeader(cells: readonly string[]): boolean {
  const names = cells.map((cell) => cell.toLowerCase());
  return names.includes('id') && names.includes('name');
}

function readHeader(location: string, cells: readonly string[]): Column[] {
  const names = cells.map((cell) => cell.toLowerCase());
  const strange = names.find((name) => !columns.some((column) => column === name));
  const missing = required.find((column) => !names.includes(column));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (strange !== undefined || missing !== undefined || twice !== undefined) {
    throw new UnreadableWatchlist(location, `the header is not as expected: ${columns.join(',')}`);
  }
  return names as Column[];
}

function readRow(
  row: ReadonlyMap<Column, string>,
  refuse: (column: Column, expected: string) => Error,
): ListEntity {
  const cell = (column: Column) => row.get(column) ?? '';
  const many = (column: Column) =>
    cell(column)
      .split(';')
      .map((value) => value.trim())
      .filter(Boolean);
  const named = (column: Column, kind: NameKind) => many(column).map((value) => ({ value, kind }));
  const type = types.find((known) => known === (cell('type').toLowerCase() || 'unknown'));
  if (!cell('id')) throw refuse('id', 'an id');
  if (!type) throw refuse('type', `one of ${types.join(', ')}`);
  if (!/\p{L}|\p{N}/u.test(cell('name'))) throw refuse('name', 'a name');
  const dobs = many('dob');
  if (!dobs.every(isListDate))
    throw refuse('dob', 'ISO dates, months or years (1970-01-31; 1970-01; 1970; 1970~)');
  const countries = many('countries')
    .map(countryCode)
    .filter((code) => code !== undefined);
  if (countries.length < many('countries').length)
    throw refuse('countries', 'ISO alpha-2 codes or country names');
  const gender = cell('gender').toLowerCase();
  if (!genders.includes(gender)) throw refuse('gender', 'male, female or other');
  const identifiers = many('identifiers')
    .map(readIdentifier)
    .filter((identifier) => identifier !== undefined);
  if (identifiers.length < many('identifiers').length)
    throw refuse('identifiers', 'type:value or type:value:country');
  return {
    sourceId: cell('id'),
    type,
    names: [
      { value: cell('name'), kind: 'primary' },
      ...named('aliases', 'strong_alias'),
      ...named('weak_aliases', 'weak_alias'),
    ],
    dobs,
    countries: [...new Set(countries)],
    ...(gender && { gender }),
    identifiers,
    wallets: many('wallets'),
    topics: many('topics'),
    programmes: many('programmes'),
  };
}

function readIdentifier(text: string): Identifier | undefined {
  const [type = '', value = '', country = '', ...rest] = text.split(':').map((part) => part.trim());
  const code = country ? countryCode(country) : undefined;
  if (!/^[a-z][a-z0-9_]*$/.test(type) || !value || rest.length > 0 || (country && !code)) return undefined;
  return { type, value, ...(code && { country: code }) };
}
