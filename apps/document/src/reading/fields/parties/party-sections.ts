import { type TextLine } from '../../text-line.js';
import { readPartyText } from './party-entry.js';
import {
  headingOf,
  isMembers,
  type HeadingForm,
  type PartyHeading,
  type PartyKind,
} from './party-headings.js';
import { readInlineList } from './inline-list.js';
import { minimumCertainty } from './party-row.js';
import { readRowList, type FoundParty, type ListStyle } from './row-list.js';
import { isColumnHead } from './party-words.js';
import { rowsBelow, type IsLabel, type SectionFrame } from './section-rows.js';
import { heightOf, rowsOf, type TextRow } from './text-rows.js';

/** What one heading lists. */
export interface PartySection {
  kind: PartyKind;
  parties: FoundParty[];
}

/** No document has more headings; it bounds the work on hostile files. */
const mostSections = 100;

/** No list of people is longer. */
const mostRows = 1_000;

/** A line that goes on after its last comma goes on for no more lines than this. */
const mostContinuations = 20;

/** A heading in its place on the page. */
interface PlacedHeading extends PartyHeading {
  piece: TextLine;
  row: TextRow;
  /** The rows below. */
  below: readonly TextRow[];
}

/** Every section that lists people or companies under a heading, from top to bottom. Pure. */
export function readPartySections(lines: readonly TextLine[], isLabel: IsLabel): PartySection[] {
  const rows = rowsOf(lines);
  const headings = rows.flatMap((row, index) =>
    headingsIn(row)
      .filter(({ piece }) => !isMembers(piece.text) || !isOfBoard(piece, rows[index - 1]))
      .map((heading) => ({ ...heading, row, index })),
  );
  return headings.slice(0, mostSections).map(({ index, ...heading }) => ({
    kind: heading.kind,
    parties: partiesUnder({ ...heading, below: rows.slice(index + 1, index + 1 + mostRows) }, isLabel),
  }));
}

/** Whether the row above is the heading of the board, whose members then follow. */
function isOfBoard(piece: TextLine, above: TextRow | undefined): boolean {
  const heading = above?.find(({ left }) => Math.abs(left - piece.left) <= heightOf(piece) * 2);
  const { kind, rest } = (heading && headingOf(heading.text)) ?? {};
  return kind === 'directors' && rest === '';
}

/** The headings in a row; one that stands beside the head of a column is the head of a column too. */
function headingsIn(row: TextRow): (PartyHeading & { piece: TextLine })[] {
  const isTable = isColumnHead(row[0].text) && !headingOf(row[0].text);
  return row.flatMap((piece, at) => {
    const heading = headingOf(piece.text);
    return heading && !(at > 0 && isTable) ? [{ ...heading, piece }] : [];
  });
}

function partiesUnder(heading: PlacedHeading, isLabel: IsLabel): FoundParty[] {
  const { piece, row, form } = heading;
  const next = row.find((other) => other.left > piece.left && headingOf(other.text)?.form === 'several');
  const right = next ? next.left - heightOf(next) : Infinity;
  const frame: SectionFrame = {
    ...{ kind: heading.kind, heading: piece, left: piece.left - heightOf(piece), right, isBeside: false },
  };
  if (heading.rest !== '') return listed(heading.rest, piece, rowsBelow(heading.below, frame, isLabel));
  const beside = row.filter((other) => other.left > piece.left && other.left < right);
  if (beside.length === 0 || beside.every(({ text }) => isColumnHead(text))) {
    const head = beside.length > 0 ? [piece, ...beside] : [];
    const { parties, style } = readRowList(rowsBelow(heading.below, frame, isLabel), piece, head);
    return isBelieved(form, style, head.length > 0) ? parties : [];
  }
  return row[0] === piece || headingOf(row[0].text) ? besideHeading(heading, frame, beside, isLabel) : [];
}

/** Below what may be somebody's office, or the title of the document, names have to show themselves as entries. */
function isBelieved(form: HeadingForm, style: ListStyle | undefined, isTable: boolean): boolean {
  if (form === 'one') return isTable || style === 'labelled';
  return form === 'several' || style !== 'plain';
}

/** Names in the column right of a heading, the first one in its row. */
function besideHeading(
  { piece, form, below }: PlacedHeading,
  frame: SectionFrame,
  beside: readonly TextLine[],
  isLabel: IsLabel,
): FoundParty[] {
  const [first, ...others] = beside;
  if (!first || form === 'title') return [];
  const column = { ...frame, left: first.left - heightOf(first), isBeside: true };
  const rows = rowsBelow(below, column, isLabel);
  if (others.length === 0 && readPartyText(first.text).name === undefined)
    return listed(first.text, first, rows);
  const { parties } = readRowList([[first, ...others], ...rows], piece);
  return form === 'one' ? parties.slice(0, 1) : parties;
}

/** Names in one line, which goes on below as long as it ends with a comma or a semicolon. */
function listed(text: string, piece: TextLine, below: readonly TextRow[]): FoundParty[] {
  const pieces = [piece];
  let whole = text;
  for (const [next] of below.slice(0, mostContinuations)) {
    if (!/(?:[,;]|\s(?:and|und|et|en))$/i.test(whole.trim()) || next.left > piece.right) break;
    whole = `${whole} ${next.text}`;
    pieces.push(next);
  }
  const confidence = Math.min(...pieces.map((one) => one.confidence));
  if (confidence < minimumCertainty) return [];
  return readInlineList(whole).map((party) => ({ ...party, confidence }));
}
