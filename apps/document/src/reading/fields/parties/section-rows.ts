import { type TextLine } from '../../text-line.js';
import { readPartyText } from './party-entry.js';
import { headingOf, isMembers, type PartyKind } from './party-headings.js';
import { hasRoleWord, isColumnHead } from './party-words.js';
import { heightOf, type TextRow } from './text-rows.js';

/** The part of a page in which a section stands. */
export interface SectionFrame {
  kind: PartyKind;
  heading: TextLine;
  /** Pieces that begin left of this belong to the headings, or to another column of the page. */
  left: number;
  /** Pieces from here on belong to another section beside this one. */
  right: number;
  /** Whether names stand beside the heading, so that whatever stands below the heading ends the section. */
  isBeside: boolean;
}

/** Tells whether a text labels a value of its own: `Registered office`. */
export type IsLabel = (text: string) => boolean;

/** A row further below the one before than this many heights, bottom to top, does not belong to it. */
const maximumGap = 2.2;

/**
 * The rows that may belong to a section: down to the next label or heading, or to a wide gap. What stands in other
 * columns is left out.
 */
export function rowsBelow(rows: readonly TextRow[], frame: SectionFrame, isLabel: IsLabel): TextRow[] {
  const found: TextRow[] = [];
  let above = frame.heading;
  let hasLabelledNames = false;
  for (const row of rows) {
    if (
      frame.isBeside &&
      row.some(({ left }) => left >= frame.heading.left - heightOf(frame.heading) && left < frame.left)
    )
      break;
    const [first, ...others] = row.filter(({ left }) => left >= frame.left && left < frame.right);
    if (!first) continue;
    if (first.top - above.bottom > maximumGap * Math.max(heightOf(first), heightOf(above))) break;
    above = first;
    // `Members` below `Board of directors` are the directors.
    if (found.length === 0 && frame.kind === 'directors' && isMembers(first.text)) continue;
    hasLabelledNames ||= /^(?:full |legal )?(?:name|nom|nombre|naam)\b/i.test(first.text);
    if (found.length > 0 || !isHeadOf(frame.kind, [first, ...others])) {
      if (headingOf(first.text) || endsList(first.text)) break;
      if (!hasLabelledNames && isLabelText(first.text, isLabel)) break;
    }
    found.push([first, ...others]);
  }
  return found;
}

/** Whether a row is the head of the table of such a section, and not the heading of another. */
function isHeadOf(kind: PartyKind, row: TextRow): boolean {
  if (!row.every(({ text }) => isColumnHead(text))) return false;
  const heading = headingOf(row[0].text);
  return !heading || (row.length > 1 && (heading.kind === 'directors') === (kind === 'directors'));
}

const isLabelText = (text: string, isLabel: IsLabel): boolean =>
  !isColumnHead(text.split(':')[0] ?? '') && isLabel(text.split(':')[0] ?? '');

/** `Former directors`, `Authorised signatories`, `Signature`: people who stand below are others. */
function endsList(text: string): boolean {
  const [label = '', value] = text.split(':');
  if (value !== undefined && isColumnHead(label)) return false;
  return (
    hasRoleWord(text) &&
    !text.trim().endsWith(':') &&
    readPartyText(text).name === undefined &&
    !/\d/.test(text)
  );
}
