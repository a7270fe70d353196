import { type TextLine } from '../../text-line.js';
import { readPartyText, shareOf, withShare, type Party, type PartyText } from './party-entry.js';
import { takeHolding, type Holding } from './party-holding.js';
import {
  headsHolding,
  headsNames,
  headsPercent,
  headsVotes,
  isColumnHead,
  isOtherwise,
} from './party-words.js';
import { heightOf, type TextRow } from './text-rows.js';

/** One row of a list or table of people and companies. */
export interface PartyRow {
  /** The bullet or the number that the row begins with. */
  marker?: string;
  /** Whether the row says itself that it holds a name: `Name: Jane Doe`. */
  isLabelled: boolean;
  /** Pieces of text beside the marker. */
  pieces: number;
  /** The piece in which a name stands or would stand. */
  place: TextLine;
  party?: Party;
  /** The least certain of the readings that the party rests on, 0 to 1. */
  confidence: number;
  isStated: boolean;
  /** Somebody who has left, or has an other office. */
  isOther: boolean;
}

const loneMarker = /^(?:[•·▪■●◦‣–—*-]|\(?\d{1,3}[.)]?|\(?[a-z]\))$/u;
const leadingMarker = /^(?:([•·▪■●◦‣*]|[–—-](?=\s))|\(?(\d{1,3})[.)](?=\s|\p{Lu})|\(?([a-z])\)(?=\s))\s*/u;
const nameLabel =
  /^(?:full |legal |company )?(?:name|nom|nombre|naam)(?: and surname| \d{1,2})?\s*(?::|$)\s*/i;

/** Less certain readings name nobody: one letter makes another name. */
export const minimumCertainty = 0.7;

/** Reads a row; `head` is the table's head, empty where there is none. */
export function readPartyRow(row: TextRow, head: readonly TextLine[]): PartyRow {
  const [first, ...others] = row;
  const isMarked = others.length > 0 && loneMarker.test(first.text);
  const pieces: TextRow = isMarked ? [others[0] ?? first, ...others.slice(1)] : row;
  const leading = leadingMarker.exec(pieces[0].text);
  const marker = isMarked ? first.text.replace(/[().]/g, '') : (leading?.[1] ?? leading?.[2] ?? leading?.[3]);
  const bare: TextRow = leading
    ? [{ ...pieces[0], text: pieces[0].text.slice(leading[0].length) }, ...pieces.slice(1)]
    : pieces;
  const isLabelled = nameLabel.test(bare[0].text) && (bare.length > 1 || /:\s*\S/.test(bare[0].text));
  const place = placeOfName(isLabelled ? unlabelled(bare) : bare, head);
  return {
    ...(marker !== undefined && { marker }),
    ...{ isLabelled, pieces: bare.length, place },
    ...partyAt(place, bare.slice(bare.findIndex(({ left }) => left === place.left) === 0 ? 1 : 0), head),
  };
}

function unlabelled([label, next]: TextRow): TextRow {
  const text = label.text.replace(nameLabel, '');
  return text === '' && next ? [next] : [{ ...label, text }];
}

function placeOfName(pieces: TextRow, head: readonly TextLine[]): TextLine {
  const names = head.find(({ text }) => headsNames(text));
  const inColumn = names && pieces.find((piece) => columnOf(piece, head) === names);
  if (names) return inColumn ?? { ...pieces[0], text: '' };
  const [first, second] = pieces;
  return second && takeHolding(first.text).rest === '' ? second : first;
}

function partyAt(
  place: TextLine,
  beside: readonly TextLine[],
  head: readonly TextLine[],
): Pick<PartyRow, 'party' | 'confidence' | 'isStated' | 'isOther'> {
  const read = readPartyText(place.text);
  const stating = beside
    .filter((piece) => piece.left !== place.left)
    .map((piece) => ({ piece, holding: holdingOf(piece, head) }))
    .filter(({ holding }) => holding.isStated);
  const confidence = Math.min(place.confidence, ...stating.map(({ piece }) => piece.confidence));
  const share = shareOf([read.holding, ...stating.map(({ holding }) => holding)]);
  const isCertain = read.name !== undefined && confidence >= minimumCertainty;
  return {
    ...(isCertain && { party: withShare(read.name ?? '', share) }),
    confidence,
    isStated: read.holding.isStated || stating.length > 0,
    isOther: isOther(read, beside, head),
  };
}

function isOther(read: PartyText, beside: readonly TextLine[], head: readonly TextLine[]): boolean {
  const hasEnded = (piece: TextLine) =>
    /resign|cessat|ceased|ausgeschieden|hasta|jusqu/i.test(columnOf(piece, head)?.text ?? '') &&
    /[\p{L}\d]/u.test(piece.text);
  return read.isOther || beside.some((piece) => isOtherwise(piece.text) || hasEnded(piece));
}

const nothing: Holding = { rest: '', shares: [], isVague: false, isStated: false };

/** What a piece beside a name says of a holding; the votes under a head of their own say nothing of the capital. */
function holdingOf(piece: TextLine, head: readonly TextLine[]): Holding {
  const column = columnOf(piece, head);
  if (column && headsVotes(column.text)) return nothing;
  const number = /^\d{1,3}(?:[.,]\d{1,6})?$/.exec(piece.text.trim())?.[0];
  if (column && number && headsPercent(column.text)) return takeHolding(`${number} %`);
  const holding = takeHolding(piece.text);
  if (holding.isStated) return holding;
  return { ...nothing, isStated: column !== undefined && headsHolding(column.text) && /\d/.test(piece.text) };
}

/** The head over a piece: the one beside which it stands least; pieces far from all heads have none. */
function columnOf(piece: TextLine, head: readonly TextLine[]): TextLine | undefined {
  const apart = (one: TextLine) => Math.max(0, one.left - piece.right, piece.left - one.right);
  const [nearest] = [...head].sort(
    (a, b) => apart(a) - apart(b) || Math.abs(a.left - piece.left) - Math.abs(b.left - piece.left),
  );
  return nearest && apart(nearest) <= heightOf(piece) * 6 ? nearest : undefined;
}

/** Whether a row is the head of a table. */
export const isTableHead = (row: TextRow): boolean => row.every(({ text }) => isColumnHead(text));
