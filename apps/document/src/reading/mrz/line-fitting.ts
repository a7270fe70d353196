/** A line brought to the length of its format, and how many characters that took. */
export interface FittedLine {
  text: string;
  repairs: number;
}

/** More missing or surplus characters than this in a line of data mean that it is not a line of this format. */
const maximumDataLineGap = 5;

/** A line of names is mostly fillers, which readers merge: half of it may be missing as long as names are there. */
const minimumNamesLineShare = 0.4;

const bracketsReadForFillers = /[«‹≤([{]/g;

/** Upper case, with everything that cannot be in a machine readable zone removed. */
export function cleanMrzLine(text: string): string {
  return text
    .toUpperCase()
    .replace(bracketsReadForFillers, '<')
    .replace(/[^A-Z0-9<]/g, '');
}

/**
 * The ways in which a line that was read with too few or too many characters can be brought to `width`. Readers miscount
 * runs of fillers, and see marks beyond the ends of the line as characters; nothing else is tried.
 */
export function fitDataLine(line: string, width: number): FittedLine[] {
  const missing = width - line.length;
  if (missing === 0) return [{ text: line, repairs: 0 }];
  if (Math.abs(missing) > maximumDataLineGap) return [];
  const fitted = new Map<string, FittedLine>();
  const offer = (text: string) => fitted.set(text, { text, repairs: Math.abs(missing) });
  for (const run of line.matchAll(/<+/g)) {
    if (missing > 0) offer(line.slice(0, run.index) + '<'.repeat(missing) + line.slice(run.index));
    else if (run[0].length > -missing) offer(line.slice(0, run.index) + line.slice(run.index - missing));
  }
  if (missing < 0) {
    offer(line.slice(-missing));
    offer(line.slice(0, width));
  }
  if (missing > 0) offer(line + '<'.repeat(missing));
  return [...fitted.values()];
}

/** A line that ends with names, brought to `width`: only the fillers after the names are elastic, and they carry nothing. */
export function fitNamesLine(line: string, width: number): FittedLine[] {
  if (line.length < width * minimumNamesLineShare) return [];
  if (line.length <= width) return [{ text: line.padEnd(width, '<'), repairs: 0 }];
  const content = line.replace(/<+$/, '');
  if (content.length <= width) return [{ text: content.padEnd(width, '<'), repairs: 0 }];
  if (line.length - width > maximumDataLineGap) return [];
  return [{ text: line.slice(0, width), repairs: line.length - width }];
}
