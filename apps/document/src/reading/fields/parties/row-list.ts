import { type TextLine } from '../../text-line.js';
import { isBirthNote, readPartyText, shareOf, type Party } from './party-entry.js';
import { differInOrder } from './party-name.js';
import { isTableHead, readPartyRow, type PartyRow } from './party-row.js';
import { headsHolding, headsMore, headsVotes, isColumnHead, isPlace } from './party-words.js';
import { heightOf, type TextRow } from './text-rows.js';

export interface FoundParty extends Party {
  /** 0 to 1 */
  confidence: number;
}

/** How the entries of a list can be told from what stands between them; a `plain` one has nothing but names. */
export type ListStyle = 'labelled' | 'marked' | 'stated' | 'columns' | 'plain';

/** A step from row to row this many times the usual one is a blank line. */
const blankLine = 1.7;

/** Lines of an address that may read like names before one comes that cannot. */
const mostAddressLines = 3;

/** What has been read of a list so far. */
interface Reading {
  parties: FoundParty[];
  /** Whom details in the next rows are about; nobody when the last entry could not be read. */
  current?: FoundParty | undefined;
  head: readonly TextLine[];
  style?: ListStyle;
  first?: PartyRow;
  /** The number of the last entry of a numbered list. */
  number: number;
  above?: TextLine;
  steps: number[];
  /** Whether one line was passed over that introduces the list. */
  isIntroduced: boolean;
}

/** The people and companies that the rows of a section list, down to where the list ends. `head` as in `readPartyRow`. */
export function readRowList(
  rows: readonly TextRow[],
  heading: TextLine,
  head: readonly TextLine[] = [],
): { parties: FoundParty[]; style?: ListStyle } {
  const reading: Reading = { parties: [], head, number: 0, above: heading, steps: [], isIntroduced: false };
  for (const row of rows) {
    if (!isNear(row[0], reading)) break;
    if (!readNext(row, reading)) {
      const certain = Math.max(1, reading.parties.length - mostAddressLines);
      if (reading.style === 'plain' && isFragment(row)) reading.parties.splice(certain);
      break;
    }
  }
  return { parties: reading.parties, ...(reading.style && { style: reading.style }) };
}

/** In lists of nothing but names the narrowest step is the usual one; elsewhere entries may be of several lines. */
function isNear(piece: TextLine, reading: Reading): boolean {
  const step = piece.top - (reading.above?.top ?? piece.top);
  const usual = reading.style === 'plain' ? Math.min(...reading.steps) : Math.max(...reading.steps);
  if (reading.style && step > usual * blankLine) return false;
  if (step > 0) reading.steps.push(step);
  reading.above = piece;
  return true;
}

/** Takes a row to what was read; false when the list ends before it. */
function readNext(row: TextRow, reading: Reading): boolean {
  if (!reading.style && isTableHead(row)) return readHead(row, reading);
  const detail = detailOf(row);
  if (detail) return readDetail(detail, reading);
  const read = readPartyRow(row, reading.head);
  if (!reading.style) return readFirst(row, read, reading);
  if (reading.style === 'plain' && isBirthNote(row[0].text)) return true;
  const isEntry = hasStyle(read, reading) && isAligned(read, reading.first);
  if (isEntry) add(read, reading);
  return reading.style !== 'plain' || (isEntry && (read.party !== undefined || read.isOther));
}

/** A head whose columns were read as one piece tells nothing of where they stand. */
function readHead(row: TextRow, reading: Reading): boolean {
  const [only, ...others] = row;
  if (others.length === 0 && (headsMore(only.text) || headsVotes(only.text))) return false;
  if (others.length > 0) reading.head = row;
  return true;
}

/** `Nationality: British` in one piece or two. */
function detailOf(row: TextRow): { label: string; value: string } | undefined {
  const [first, second] = row;
  const colon = first.text.indexOf(':');
  const label = colon < 0 ? first.text : first.text.slice(0, colon);
  const value = colon < 0 || colon === first.text.length - 1 ? second?.text : first.text.slice(colon + 1);
  if (value === undefined || !isColumnHead(label) || isNameLabel(label)) return undefined;
  return { label, value };
}

const isNameLabel = (label: string): boolean =>
  /^(?:full |legal |company )?(?:name|nom|nombre|naam)\b/i.test(label);

/** A detail of the entry above it; an address may go on in the next line, which then reads like a name. */
function readDetail({ label, value }: { label: string; value: string }, reading: Reading): boolean {
  const { current } = reading;
  if (current) {
    const { holding, isOther } = readPartyText(value);
    const share = headsHolding(label) ? shareOf([holding]) : undefined;
    if (share !== undefined && current.share === undefined) current.share = share;
    if (isOther || (/resign|cessat|ceased|ausgeschieden/i.test(label) && /\d/.test(value))) {
      reading.parties = reading.parties.filter((party) => party !== current);
    }
  }
  const isSure = reading.style !== undefined && reading.style !== 'plain';
  return isSure || !/address|adres|anschrift|domicil|residen|sitz/i.test(label);
}

function add({ party, isOther, confidence }: PartyRow, reading: Reading): void {
  reading.current = party && !isOther ? { ...party, confidence } : undefined;
  if (reading.current) reading.parties.push(reading.current);
}

/**
 * Whether a row that ends a list of names may belong to the lines before it, as the end of an address does: then those
 * are not certainly names, but for the first line of all.
 */
function isFragment(row: TextRow): boolean {
  const text = row.map((piece) => piece.text).join(' ');
  const words = text.split(/\s+/);
  return (
    /\d/.test(text) || isPlace(text) || (words.length <= 4 && words.every((word) => /^\p{Lu}/u.test(word)))
  );
}

/** The first entry shows how the list is written. */
function readFirst(row: TextRow, read: PartyRow, reading: Reading): boolean {
  if (!read.party && !read.isOther) {
    const isIntroduction = row.length === 1 && row[0].text.trim().endsWith(':') && !reading.isIntroduced;
    reading.isIntroduced ||= isIntroduction;
    return isIntroduction || read.isStated || read.marker !== undefined || read.isLabelled;
  }
  reading.style = styleOf(read);
  reading.first = read;
  reading.number = Number(read.marker) || 0;
  add(read, reading);
  return true;
}

function styleOf(row: PartyRow): ListStyle {
  if (row.isLabelled) return 'labelled';
  if (row.marker !== undefined) return 'marked';
  if (row.isStated) return 'stated';
  return row.pieces > 1 ? 'columns' : 'plain';
}

/** Whether a row is written as the first entry was, and its number follows the last one. */
function hasStyle(row: PartyRow, reading: Reading): boolean {
  if (reading.style === 'marked') {
    const [marker, first] = [row.marker ?? '', reading.first?.marker ?? ''];
    if (!/^\d+$/.test(first)) return /^[a-z]$/.test(first) ? /^[a-z]$/.test(marker) : marker === first;
    if (Number(marker) !== reading.number + 1) return false;
    reading.number += 1;
    return true;
  }
  return { labelled: row.isLabelled, stated: row.isStated, columns: row.pieces > 1, plain: true }[
    reading.style ?? 'plain'
  ];
}

/** Entries of one list begin, or have their middle, below each other, and write surnames at the same place. */
function isAligned({ place, party }: PartyRow, first: PartyRow | undefined): boolean {
  if (!first) return false;
  const height = Math.max(heightOf(place), heightOf(first.place));
  const middle = (piece: TextLine) => (piece.left + piece.right) / 2;
  if (
    Math.abs(place.left - first.place.left) > height * 1.5 &&
    Math.abs(middle(place) - middle(first.place)) > height
  ) {
    return false;
  }
  return !party || !first.party || !differInOrder(party.name, first.party.name);
}
