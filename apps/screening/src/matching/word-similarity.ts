const vowels = new Set('aeiouy');

/** Letters that romanisations of the same sound exchange. */
const soundGroups = ['kcqxg', 'sz', 'bp', 'td', 'wvfu', 'gj', 'ijy', 'hx', 'mn'];

const codeA = 97;
const alphabet = 26;

/** What one plain wrong, missing or additional letter costs; the others are measured against it. */
const plainCost = 1;
const vowelExchange = 0.4;
const soundExchange = 0.45;
const vowelGap = 0.5;
const breathGap = 0.35;
const doubledGap = 0.25;
const swapCost = 0.8;
/** `Maria` and `Mario`: a or o at the end tells a woman's name from a man's. */
const lastVowelExchange = 0.8;
const [codeOfA, codeOfO] = [0, 14];

/** Words less alike than this are reported as not alike at all, which saves much of the work. */
const lowestWordSimilarity = 0.6;

const maxLength = 400;
const substitutionCost = buildSubstitutionCosts();
const consonantBits = Array.from({ length: alphabet }, (_, code) => {
  const letter = String.fromCharCode(codeA + code);
  return vowels.has(letter) || letter === 'h' ? 0 : 1 << code;
});
const reachBits = Array.from({ length: alphabet }, (_, code) => {
  const cheap = (other: number) =>
    other === code || (substitutionCost[code * alphabet + other] ?? plainCost) < plainCost;
  return Array.from({ length: alphabet }, (_, other) => (cheap(other) ? 1 << other : 0)).reduce(
    (a, b) => a | b,
    0,
  );
});
const rows = [0, 1, 2].map(() => new Float64Array(maxLength + 1)) as [
  Float64Array,
  Float64Array,
  Float64Array,
];

/** A lower-case ASCII word prepared for comparing. */
export interface Letters {
  readonly text: string;
  /** 0–25 for letters, 26 and more for digits. */
  readonly codes: Uint8Array;
  /** What leaving each letter out costs. */
  readonly gaps: Float64Array;
  readonly hasDigit: boolean;
  /** One bit for each consonant that it has (`h` aside), and for each letter that one of its letters may stand for. */
  readonly consonants: number;
  readonly reach: number;
}

/** Prepares a word of `a`–`z` and digits; longer ones than 400 letters are cut. */
export function lettersOf(word: string): Letters {
  const text = word.slice(0, maxLength);
  const codes = Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0) - codeA;
    return code >= 0 ? code : alphabet + Number(letter);
  });
  const gaps = Float64Array.from(text, (letter, at) => {
    if (at > 0 && text[at - 1] === letter) return doubledGap;
    if (at === 0) return plainCost;
    if (letter === 'h') return breathGap;
    return vowels.has(letter) ? vowelGap : plainCost;
  });
  let consonants = 0;
  let reach = 0;
  for (const code of codes) {
    consonants |= consonantBits[code] ?? 0;
    reach |= reachBits[code] ?? 0;
  }
  return { text, codes, gaps, hasDigit: /\d/.test(text), consonants, reach };
}

/**
 * How alike two words are, 0–1: one minus the cost of turning one into the other by the length of the longer; 0 when it
 * is below `lowest` (before the gain below), or when they differ and one has a digit, for numbers are the same or not.
 *
 * The edit distance (optimal string alignment, Damerau 1964) is weighted: what romanisations vary in (vowels, `h`,
 * doubled letters, letters of one sound) costs less than a wrong consonant. Words that begin alike gain a little, as in
 * Jaro–Winkler, for people err less at the beginning.
 */
export function wordSimilarity(a: Letters, b: Letters, lowest = lowestWordSimilarity): number {
  if (a.text === b.text) return 1;
  const longer = Math.max(a.text.length, b.text.length);
  if (a.hasDigit || b.hasDigit || Math.min(a.text.length, b.text.length) < longer / 2) return 0;
  const most = (1 - lowest) * longer;
  if (hopelessConsonants(a, b) > most || hopelessConsonants(b, a) > most) return 0;
  const cost = editCost(a, b, most);
  const plain = 1 - cost / longer;
  if (plain < lowest) return 0;
  let prefix = 0;
  while (prefix < 4 && a.codes[prefix] === b.codes[prefix]) prefix++;
  return plain + prefix * 0.05 * (1 - plain);
}

/** How many consonants of `a` have no partner in `b` that they could stand for: each costs a plain mistake at least. */
function hopelessConsonants(a: Letters, b: Letters): number {
  let bits = a.consonants & ~b.reach;
  let count = 0;
  for (; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/** The weighted distance, or infinity as soon as it is certain to exceed `most`. */
function editCost(a: Letters, b: Letters, most: number): number {
  let [before, previous, current] = rows;
  const m = a.codes.length;
  const n = b.codes.length;
  previous[0] = 0;
  for (let j = 1; j <= n; j++) previous[j] = previous[j - 1]! + b.gaps[j - 1]!;
  for (let i = 1; i <= m; i++) {
    const letter = a.codes[i - 1]!;
    const gap = a.gaps[i - 1]!;
    let lowest = (current[0] = previous[0]! + gap);
    for (let j = 1; j <= n; j++) {
      const other = b.codes[j - 1]!;
      let cost = previous[j - 1]! + (letter === other ? 0 : exchangeCost(letter, other, i === m && j === n));
      const without = previous[j]! + gap;
      if (without < cost) cost = without;
      const added = current[j - 1]! + b.gaps[j - 1]!;
      if (added < cost) cost = added;
      if (i > 1 && j > 1 && letter === b.codes[j - 2] && a.codes[i - 2] === other) {
        const swapped = before[j - 2]! + swapCost;
        if (swapped < cost) cost = swapped;
      }
      current[j] = cost;
      if (cost < lowest) lowest = cost;
    }
    if (lowest > most + swapCost) return Infinity;
    const free = before;
    before = previous;
    previous = current;
    current = free;
  }
  return previous[n]!;
}

function exchangeCost(letter: number, other: number, isLast: boolean): number {
  if (isLast && Math.min(letter, other) === codeOfA && Math.max(letter, other) === codeOfO)
    return lastVowelExchange;
  return substitutionCost[letter * alphabet + other] ?? plainCost;
}

function buildSubstitutionCosts(): Float64Array {
  const costs = new Float64Array(alphabet * alphabet).fill(plainCost);
  const set = (x: string, y: string, cost: number) => {
    costs[(x.charCodeAt(0) - codeA) * alphabet + (y.charCodeAt(0) - codeA)] = cost;
  };
  for (const group of soundGroups) for (const x of group) for (const y of group) set(x, y, soundExchange);
  for (const x of vowels) for (const y of vowels) set(x, y, vowelExchange);
  return costs;
}
