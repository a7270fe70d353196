import anyAscii from 'any-ascii';

/**
 * What the ways of ICAO Doc 9303-3, 6, to write one letter in a machine readable zone have in common: `Ü` is `UE` or
 * `U`, `Å` is `AA` or `A`, `Ñ` is `NXX` or `N`, and Cyrillic `й`, `ю`, `я` have an `I` where English has a `Y`.
 */
const foldings: readonly (readonly [RegExp, string])[] = [
  [/AE|AA/g, 'A'],
  [/OE/g, 'O'],
  [/UE/g, 'U'],
  [/NXX/g, 'N'],
  [/Y/g, 'I'],
];

/** Apostrophes and points inside words; hyphens become spaces in a machine readable zone, these vanish. */
const insideWords = /['’‘`´ʼ.]/g;

/**
 * The words of a name or address in a form in which all spellings of one word are equal: Latin letters and digits, upper
 * case. For comparing only; two different words are rarely folded into one (`Samuel` and `Samul`).
 */
export function foldedWords(text: string): string[] {
  return text
    .normalize('NFC')
    .replace(insideWords, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(foldedWord)
    .filter((word) => word !== '');
}

function foldedWord(word: string): string {
  const latin = anyAscii(word)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  return foldings.reduce((folded, [written, letter]) => folded.replace(written, letter), latin);
}
