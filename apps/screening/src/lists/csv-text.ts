import { parse } from 'csv-parse/sync';
import { UnreadableWatchlist } from './watchlist.js';

/** One record of a CSV file and the line it ends on, for messages. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * The text of a list file. A byte-order mark and the end-of-file control character of old publishers are removed.
 * @throws UnreadableWatchlist when the bytes are empty, binary or not UTF-8
 */
export function decodeList(location: string, bytes: Uint8Array): string {
  if (bytes.includes(0)) throw new UnreadableWatchlist(location, 'it is a binary file; expected UTF-8 text');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableWatchlist(location, 'it is not UTF-8 text', false, { cause });
  }
  const clean = text.replace(/\u001a\s*$/, '');
  if (clean.trim() === '') throw new UnreadableWatchlist(location, 'it is empty; expected CSV rows');
  return clean;
}

/**
 * Splits CSV text into records; blank lines are left out, cells are trimmed.
 * @throws UnreadableWatchlist when quoting is broken, which a cut-off download also causes
 */
export function csvRows(location: string, text: string): CsvRow[] {
  try {
    const rows = parse(text, {
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (cause) {
    const line = (cause as { lines?: unknown }).lines;
    const where = typeof line === 'number' ? ` near line ${line}` : '';
    throw new UnreadableWatchlist(location, `it is not well-formed CSV${where}`, false, { cause });
  }
}
