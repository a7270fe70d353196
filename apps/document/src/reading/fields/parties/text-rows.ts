import { type TextLine } from '../../text-line.js';

/** Pieces of text side by side, from left to right. */
export type TextRow = readonly [TextLine, ...TextLine[]];

/** The rows of a page, from top to bottom: a piece whose middle lies beside the first of a row belongs to it. */
export function rowsOf(lines: readonly TextLine[]): TextRow[] {
  const rows: [TextLine, ...TextLine[]][] = [];
  for (const line of [...lines].sort((a, b) => middleOf(a) - middleOf(b))) {
    const row = rows.at(-1);
    if (row && middleOf(line) < row[0].bottom && middleOf(line) > row[0].top) row.push(line);
    else rows.push([line]);
  }
  for (const row of rows) row.sort((a, b) => a.left - b.left);
  return rows;
}

const middleOf = (line: TextLine): number => (line.top + line.bottom) / 2;

export const heightOf = (line: TextLine): number => line.bottom - line.top;
