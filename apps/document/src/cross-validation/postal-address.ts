import { foldedWords } from './folded-words.js';

/** Words shorter than this (`st`, `rd`, `de`) are written out or left out as one likes. */
const tellingLength = 3;
/** The part of the telling words of the shorter address that the longer one has to hold: our choice, to be tolerant. */
const neededShare = 0.5;

/**
 * Whether two addresses may be the same place: every number of the one with fewer numbers stands in the other, and so
 * does half of the words of the one with fewer words. Tolerant on purpose: addresses are abbreviated, translated and
 * ordered in as many ways as there are clerks.
 */
export function mayBeSameAddress(a: string, b: string): boolean {
  const numbers = contains(numbersOf(a), numbersOf(b), 1);
  return numbers && contains(wordsOf(a), wordsOf(b), neededShare);
}

function contains(a: readonly string[], b: readonly string[], share: number): boolean {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  const found = few.filter((entry) => many.includes(entry)).length;
  return found >= few.length * share;
}

const wordsOf = (address: string): string[] => [
  ...new Set(foldedWords(address).filter((word) => !/\d/.test(word) && word.length >= tellingLength)),
];

/** The digits of house numbers and postal codes; a code written in two groups (`NW1 6XE`) counts as one. */
function numbersOf(address: string): string[] {
  return address.split(/[,;\n]/).flatMap((part) => {
    const numbers: string[] = [];
    let run = '';
    for (const word of [...foldedWords(part), '']) {
      const digits = word.replace(/\D/g, '');
      run += digits;
      if (digits === '' && run !== '') {
        numbers.push(run);
        run = '';
      }
    }
    return numbers;
  });
}
