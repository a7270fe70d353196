import { refuse } from '../refusal.js';

/**
 * The letters whose transliteration is not simply their base letter: ICAO Doc 9303-3 (8th edition), section 6.A,
 * "Transliteration of multinational Latin-based characters". Where the table offers a choice, its first entry is used.
 */
const latinLetters = new Map([
  ['Ä', 'AE'],
  ['Å', 'AA'],
  ['Æ', 'AE'],
  ['Ð', 'D'],
  ['Ö', 'OE'],
  ['Ø', 'OE'],
  ['Ü', 'UE'],
  ['Þ', 'TH'],
  ['Đ', 'D'],
  ['Ħ', 'H'],
  ['I', 'I'],
  ['ı', 'I'],
  ['Ĳ', 'IJ'],
  ['ĸ', 'Q'],
  ['Ŀ', 'L'],
  ['Ł', 'L'],
  ['Ŋ', 'N'],
  ['Œ', 'OE'],
  ['ß', 'SS'],
  ['ẞ', 'SS'],
  ['Ŧ', 'T'],
]);

/** Apostrophes are omitted (9303-3, 4.6), and so are the full stops of abbreviations. */
const omitted = /['’‘ʼʻ`´.·]/g;
/** Hyphens, spaces and commas become one filler. */
const separators = /[\s,‐‑–—-]+/g;

function transliterateLetter(letter: string): string {
  const known = latinLetters.get(letter);
  if (known !== undefined) return known;
  return letter.normalize('NFD').replace(/\p{M}/gu, '');
}

/**
 * One identifier as the machine-readable zone writes it: capital A to Z, its parts joined by a single `<`.
 * Digits and other scripts are refused, because 9303 has no place for digits in names and the visual zone of a
 * specimen is Latin.
 */
export function transliterateName(pointer: string, name: string): string {
  const letters = [...name.normalize('NFC').replace(omitted, '')];
  const capitals = letters
    .map((letter) => transliterateLetter(letter === 'ı' ? 'I' : upperCase(letter)))
    .join('');
  const written = capitals.replace(separators, '<').replace(/^<|<$/g, '');
  if (!/^[A-Z<]*$/.test(written)) {
    throw refuse(pointer, 'latin_letters', `${pointer.slice(1)} must be written in Latin letters`);
  }
  return written;
}

/** JavaScript turns `ß` into `SS` and leaves `ĸ` alone; both already mean what the table says. */
function upperCase(letter: string): string {
  return letter.toUpperCase().normalize('NFC');
}
