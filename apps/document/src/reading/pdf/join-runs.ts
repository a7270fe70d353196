import { type TextLine } from '../text-line.js';

/** A piece of text as a PDF places it: `baseline` and `size` (of the font) in points, y down. */
export interface TextRun {
  text: string;
  left: number;
  right: number;
  baseline: number;
  size: number;
}

/** Shares of the font size: how far apart words of one line may stand, and from where on there is a space between. */
const maximumWordGap = 1.1;
const minimumSpace = 0.12;

/** How far baselines of one line may differ. */
const baselineTolerance = 0.3;

/** Ascent and descent of ordinary text, as shares of the font size. */
const ascent = 0.8;
const descent = 0.2;

/** Joins pieces side by side into lines; a wide gap, as between the columns of a table, starts a new line. */
export function joinRuns(runs: readonly TextRun[]): TextLine[] {
  const sorted = [...runs].sort((a, b) => a.baseline - b.baseline || a.left - b.left);
  const rows: TextRun[][] = [];
  for (const run of sorted) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (
      row &&
      first &&
      Math.abs(first.baseline - run.baseline) <= baselineTolerance * Math.min(first.size, run.size)
    ) {
      row.push(run);
    } else {
      rows.push([run]);
    }
  }
  return rows.flatMap(joinRow).sort((a, b) => a.top - b.top);
}

function joinRow(row: readonly TextRun[]): TextLine[] {
  const lines: TextLine[] = [];
  let group: TextRun[] = [];
  for (const run of [...row].sort((a, b) => a.left - b.left)) {
    const last = group.at(-1);
    if (last && run.left - last.right > maximumWordGap * last.size) {
      lines.push(lineOf(group));
      group = [];
    }
    group.push(run);
  }
  return group.length > 0 ? [...lines, lineOf(group)] : lines;
}

function lineOf(runs: readonly TextRun[]): TextLine {
  let text = '';
  runs.forEach((run, index) => {
    const last = runs[index - 1];
    const apart = last !== undefined && run.left - last.right > minimumSpace * run.size;
    text += apart && !/\s$/.test(text) && !/^\s/.test(run.text) ? ` ${run.text}` : run.text;
  });
  const size = Math.max(...runs.map((run) => run.size));
  const baseline = runs[0]!.baseline;
  return {
    text: text.replace(/\s+/g, ' ').trim(),
    confidence: 1,
    left: runs[0]!.left,
    right: Math.max(...runs.map((run) => run.right)),
    top: baseline - ascent * size,
    bottom: baseline + descent * size,
  };
}
