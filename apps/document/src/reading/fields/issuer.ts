import { type TextLine } from '../text-line.js';
import { namesOrganisation } from './person-name.js';
import { statementLabels } from './statement-labels.js';
import { findDate } from './text-dates.js';

/** The share of the page, from its top, in which a letterhead stands. */
const letterhead = 0.3;

/** The issuer's name is printed at least this many times as high as the text of the letter. */
const largerThanText = 1.35;

/**
 * The organisation whose letterhead this is: the highest line at the top of the page that is larger than the text, or
 * that names an organisation; undefined when nothing there does either.
 */
export function issuerOf(lines: readonly TextLine[]): TextLine | undefined {
  const top = Math.min(...lines.map((line) => line.top));
  const bottom = Math.max(...lines.map((line) => line.bottom));
  const head = lines.filter((line) => line.top <= top + (bottom - top) * letterhead && maybeName(line));
  const heights = lines.map((line) => line.bottom - line.top).sort((a, b) => a - b);
  const usual = heights[heights.length >> 1] ?? 0;
  const byHeight = [...head].sort((a, b) => b.bottom - b.top - (a.bottom - a.top));
  const organisation = byHeight.find((line) => namesOrganisation(line.text));
  const [largest] = byHeight;
  if (organisation) return organisation;
  return largest && largest.bottom - largest.top >= usual * largerThanText ? largest : undefined;
}

const titleWords =
  /\b(?:bill|statement|invoice|specimen|rechnung|facture|factura|letter|notice|kontoauszug|page|your|dear)\b/i;

function maybeName(line: TextLine): boolean {
  return (
    /\p{L}{3}/u.test(line.text) &&
    line.text.length <= 60 &&
    !titleWords.test(line.text) &&
    !/[@:]|www\./i.test(line.text) &&
    statementLabels.find(line) === undefined &&
    findDate(line.text) === undefined
  );
}
