import { resembles } from './normalise.js';

/**
 * The letters that ICAO Doc 9303-3, 6, Table A, allows a state to write in more than one way, with their further ways;
 * every other accented letter loses its accent.
 */
const expansions: Readonly<Record<string, string>> = {
  Ä: 'AE',
  Å: 'AA',
  Æ: 'AE',
  Ö: 'OE',
  Ø: 'OE',
  Œ: 'OE',
  Ü: 'UE',
  Ñ: 'NXX',
  ß: 'SS',
  ẞ: 'SS',
  Þ: 'TH',
  Ĳ: 'IJ',
};

/** Letters that no decomposition turns into a plain one. */
const plain: Readonly<Record<string, string>> = {
  Æ: 'AE',
  Ø: 'O',
  Œ: 'OE',
  ß: 'SS',
  ẞ: 'SS',
  Þ: 'TH',
  Ð: 'D',
  Đ: 'D',
  Ł: 'L',
  Ħ: 'H',
  Ŧ: 'T',
  Ŋ: 'N',
  İ: 'I',
  ı: 'I',
  Ĳ: 'IJ',
};

function lettersOf(name: string, table: Readonly<Record<string, string>>): string {
  return Array.from(name.normalize('NFC').toUpperCase(), (letter) => {
    const written = table[letter] ?? plain[letter] ?? letter;
    return written.normalize('NFD').replace(/[^A-Z]/g, '');
  }).join('');
}

/**
 * Whether a name as printed may stand in a machine readable zone as `mrzName`: both as letters only, the printed one in
 * either of the ways that ICAO Doc 9303-3 allows (`MÜLLER` as `MUELLER` or `MULLER`).
 */
export function isTransliteration(printed: string, mrzName: string): boolean {
  const target = mrzName.toUpperCase().replace(/[^A-Z]/g, '');
  return target !== '' && (lettersOf(printed, {}) === target || lettersOf(printed, expansions) === target);
}

/** What the expansions above look like once accents are lost, and what they stand for. */
const collapses: readonly (readonly [RegExp, string])[] = [
  [/AE|AA/g, 'A'],
  [/OE/g, 'O'],
  [/UE/g, 'U'],
  [/NXX/g, 'N'],
];

/**
 * Whether a name as read from the visual zone may be the zone's `mrzName` though its accents and some letters were
 * misread. Deliberately wide: it only decides whether to warn of a difference.
 */
export function mayBeSameName(read: string, mrzName: string): boolean {
  const collapsed = (name: string) =>
    collapses.reduce((text, [written, letter]) => text.replace(written, letter), lettersOf(name, expansions));
  return resembles(collapsed(read), collapsed(mrzName));
}
