import { differences, readAsLetters } from './confusions.js';

export interface MrzNames {
  surname: string;
  givenNames: string;
  /** The names fill the whole space, so the issuer may have cut them off (ICAO Doc 9303-3, 4.6). */
  truncated: boolean;
}

/**
 * Repairs the name part of a line: digits become the letters they look like, and what stands alone among the fillers
 * after the names (a `K`, `C` or `S` that a reader saw in a run of `<`) becomes filler. A single letter right after one
 * filler stays, because it may be an initial.
 */
export function repairNames(text: string): { text: string; repairs: number } {
  const letters = readAsLetters(text);
  const end = endOfNames(letters);
  const rest = letters.slice(end);
  const strays = rest.replace(/</g, '').length;
  const repaired =
    strays > 0 && strays <= rest.length / 3 ? letters.slice(0, end).padEnd(text.length, '<') : letters;
  return { text: repaired, repairs: differences(text, repaired) };
}

/** Where the fillers after the names begin: at three fillers in a row, or at the second `<<`. */
function endOfNames(text: string): number {
  const separator = text.indexOf('<<');
  if (separator < 0) return text.length;
  if (text[separator + 2] === '<') return separator;
  const second = text.indexOf('<<', separator + 2);
  return second < 0 ? text.length : second;
}

/** Splits the primary identifier from the secondary one at `<<`; a single `<` is a space (ICAO Doc 9303-3, 4.6). */
export function splitNames(text: string): MrzNames {
  const [primary = '', ...rest] = text.replace(/<+$/, '').split('<<');
  const words = (part: string) => part.replace(/</g, ' ').trim().replace(/ +/g, ' ');
  return { surname: words(primary), givenNames: words(rest.join('<')), truncated: !text.endsWith('<') };
}
