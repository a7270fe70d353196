import { foldedWords } from './folded-words.js';

/** A person's name as one source writes it. */
export interface PersonName {
  /** All of it, in any order. */
  full: string;
  surname?: string;
  givenNames?: string;
  /** It fills its machine readable zone, so that words may be cut off or left out (ICAO Doc 9303-3, 4.6). */
  truncated?: boolean;
}

interface NameWords {
  all: string[];
  surname: string[];
  given: string[];
  truncated: boolean;
}

/**
 * How alike two names are, 0 to 1; 0 when they contradict each other. Case, accents, order, spaces and the spellings
 * that ICAO Doc 9303-3 allows for one name do not matter. Names that one of the two leaves out do not either, as long
 * as two words are left, a surname and a given name among them where the source tells which is which; an initial
 * stands for the name.
 */
export function nameLikeness(a: PersonName, b: PersonName): number {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (left.all.length === 0 || right.all.length === 0) return 0;
  if (left.all.join('') === right.all.join('')) return 1;
  const [few, many] = left.all.length <= right.all.length ? [left, right] : [right, left];
  if (few.all.length < 2 && many.all.length > 1) return 0;
  if (!isWithin(few, many) || !sharesParts(few, many) || !sharesParts(many, few)) return 0;
  return few.all.length / many.all.length;
}

function wordsOf({ full, surname = '', givenNames = '', truncated = false }: PersonName): NameWords {
  return {
    all: foldedWords(full),
    surname: foldedWords(surname),
    given: foldedWords(givenNames),
    truncated,
  };
}

/** Whether every word of `few` stands for a word of its own in `many`, at least one of them in full. */
function isWithin(few: NameWords, many: NameWords): boolean {
  const free = [...many.all];
  const left = few.all.filter((word) => !takeOut(free, (other) => other === word));
  if (left.length === few.all.length && !few.truncated && !many.truncated) return false;
  return left.every((word) => takeOut(free, (other) => mayStandFor(word, few, other, many)));
}

function takeOut(words: string[], fits: (word: string) => boolean): boolean {
  const at = words.findIndex(fits);
  if (at >= 0) words.splice(at, 1);
  return at >= 0;
}

/** Whether the other name holds a surname and a given name of this one, where this one tells them apart. */
function sharesParts(name: NameWords, other: NameWords): boolean {
  return [name.surname, name.given].every(
    (part) =>
      part.length === 0 ||
      part.some((word) => other.all.some((another) => mayStandFor(word, name, another, other))),
  );
}

function mayStandFor(word: string, of: NameWords, other: string, ofOther: NameWords): boolean {
  const shortens = (short: string, long: string, cutOff: boolean): boolean =>
    (cutOff || short.length === 1) && long.startsWith(short);
  return word === other || shortens(word, other, of.truncated) || shortens(other, word, ofOther.truncated);
}
