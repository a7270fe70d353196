/**
 * Characters that readers of OCR-B confuse. The first two tables are certain once the position is known to hold only
 * digits or only letters; the third lists what may be tried where both are allowed and a check digit can tell.
 */
const asDigit: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  D: '0',
  U: '0',
  I: '1',
  L: '1',
  T: '1',
  Z: '2',
  A: '4',
  S: '5',
  G: '6',
  B: '8',
};

const asLetter: Readonly<Record<string, string>> = {
  '0': 'O',
  '1': 'I',
  '2': 'Z',
  '4': 'A',
  '5': 'S',
  '6': 'G',
  '8': 'B',
};

/** `1` for `L`, `6` for `G` and `<` for `K` are missing: their values differ by tens, so no check digit can tell. */
const lookalikes: Readonly<Record<string, string>> = {
  '0': 'ODQ',
  O: '0',
  D: '0',
  Q: '0',
  '1': 'I',
  I: '1',
  '2': 'Z',
  Z: '2',
  '4': 'A',
  A: '4',
  '5': 'S',
  S: '5',
  '8': 'B',
  B: '8',
};

const replaceEach = (text: string, table: Readonly<Record<string, string>>) =>
  Array.from(text, (character) => table[character] ?? character).join('');

/** The text with every letter that looks like a digit read as that digit; fillers and the rest stay. */
export const readAsDigits = (text: string): string => replaceEach(text, asDigit);

/** The text with every digit that looks like a letter read as that letter; fillers and the rest stay. */
export const readAsLetters = (text: string): string => replaceEach(text, asLetter);

/** Every text that differs from this one in exactly one look-alike character. */
export function* withOneLookalike(text: string): Generator<string> {
  for (let i = 0; i < text.length; i++) {
    for (const other of lookalikes[text[i]!] ?? '') yield text.slice(0, i) + other + text.slice(i + 1);
  }
}

/** In how many places two texts of equal length differ. */
export function differences(left: string, right: string): number {
  let count = 0;
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) count++;
  return count;
}
