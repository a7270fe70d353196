import { lettersOf, wordSimilarity, type Letters } from './word-similarity.js';

/** One word of a name with what an index knows of it. */
export interface NameWord extends Letters {
  readonly skeleton: string;
  /** How much the word identifies: high for rare words, low for common ones and fillers. */
  readonly weight: number;
  readonly filler: boolean;
}

/** A name taken apart: its words, and each two neighbours written as one (`pairs[i]` is words i and i+1). */
export interface NameParts {
  readonly words: readonly NameWord[];
  readonly pairs: readonly Letters[];
}

/** Parameters of the alignment, chosen on the labelled sets that `thresholds.ts` names. */
export const alignment = {
  /** Words less alike than this are different words. */
  minWordSimilarity: 0.7,
  /** An initial stands for a word that begins with it, but is weak evidence. */
  initial: 0.75,
  /** The same consonants, where the subject's name was written without vowels. */
  sameConsonants: 0.95,
  /** Fewer than three consonants are shared by too many words. */
  fewConsonants: 0.85,
  /** Two words written as one, or one as two. */
  joined: 0.98,
  minJoinedSimilarity: 0.9,
  /** Share of the unmatched weight that counts against the name: words of the subject, words of the list. */
  unmatchedQuery: 1,
  unmatchedTarget: 0.2,
  /** Of the subject's words when every word of the listed name found its partner: the subject just knows more. */
  furtherQuery: 0.5,
  /** One word of several agrees, and no other. */
  singleWord: 0.75,
  exponent: 2,
} as const;

interface Pair {
  readonly similarity: number;
  readonly query: number;
  readonly querySpan: number;
  readonly target: number;
  readonly targetSpan: number;
}

/**
 * Compares one subject's name with many listed ones. Word likenesses are remembered, for listed names share words.
 */
export class NameAligner {
  private readonly remembered: Map<Letters, number>[];

  constructor(
    private readonly query: NameParts,
    /** The subject's name was written without vowels: equal consonants are then as good as it gets. */
    private readonly voweless: boolean,
  ) {
    this.remembered = query.words.map(() => new Map<Letters, number>());
  }

  /**
   * How alike the names are, 0–1, whatever the order of their words: every word is paired with its most similar
   * partner, neighbours may pair together (`Abu Bakr`–`Abubakr`), and the likenesses are averaged by weight. What finds
   * no partner counts against the name: fully on the subject's side, partly on the list's, for lists hold longer names.
   */
  align(target: NameParts): number {
    const queryUsed = new Uint8Array(this.query.words.length);
    const targetUsed = new Uint8Array(target.words.length);
    let sum = 0;
    let matched = 0;
    let telling = 0;
    for (const pair of this.pairs(target)) {
      if (isTaken(queryUsed, pair.query, pair.querySpan) || isTaken(targetUsed, pair.target, pair.targetSpan))
        continue;
      queryUsed.fill(1, pair.query, pair.query + pair.querySpan);
      targetUsed.fill(1, pair.target, pair.target + pair.targetSpan);
      const weight =
        (weigh(this.query.words, pair.query, pair.querySpan) +
          weigh(target.words, pair.target, pair.targetSpan)) /
        2;
      sum += weight * pair.similarity ** alignment.exponent;
      matched += weight;
      if (!this.query.words[pair.query]?.filler) telling += Math.max(pair.querySpan, pair.targetSpan);
    }
    if (matched === 0) return 0;
    const [queryRest, targetRest] = [restOf(this.query.words, queryUsed), restOf(target.words, targetUsed)];
    const total = weigh(target.words, 0, target.words.length);
    const further = telling >= 2 && !targetRest.telling;
    const agreed =
      sum / (matched + queryRest.weight * (further ? alignment.furtherQuery : alignment.unmatchedQuery));
    const score = agreed * (1 - (alignment.unmatchedTarget * targetRest.weight) / total);
    return telling < 2 && (queryRest.telling || targetRest.telling) ? score * alignment.singleWord : score;
  }

  private pairs(target: NameParts): Pair[] {
    const found: Pair[] = [];
    for (let i = 0; i < this.query.words.length; i++) {
      for (let j = 0; j < target.words.length; j++) this.addPairs(found, target, i, j);
    }
    return found.sort((a, b) => b.similarity - a.similarity || a.query - b.query || a.target - b.target);
  }

  private addPairs(found: Pair[], target: NameParts, i: number, j: number): void {
    const [q, t] = [this.query.words[i], target.words[j]];
    if (!q || !t) return;
    const similarity = this.likeness(q, t, i);
    if (similarity > 0) found.push({ similarity, query: i, querySpan: 1, target: j, targetSpan: 1 });
    if (similarity === 1) return;
    const ofTwo = joinedLikeness(this.query.pairs[i], t);
    if (ofTwo > 0) found.push({ similarity: ofTwo, query: i, querySpan: 2, target: j, targetSpan: 1 });
    const intoTwo = joinedLikeness(target.pairs[j], q);
    if (intoTwo > 0) found.push({ similarity: intoTwo, query: i, querySpan: 1, target: j, targetSpan: 2 });
  }

  private likeness(q: NameWord, t: NameWord, at: number): number {
    if (q.text === t.text) return 1;
    if (q.hasDigit || t.hasDigit) return 0;
    if (q.text.length === 1 || t.text.length === 1) return q.text[0] === t.text[0] ? alignment.initial : 0;
    const known = this.remembered[at]?.get(t);
    if (known !== undefined) return known;
    const best = Math.max(wordSimilarity(q, t), this.voweless ? consonantLikeness(q.text, t.text) : 0);
    const likeness = best < alignment.minWordSimilarity ? 0 : best;
    this.remembered[at]?.set(t, likeness);
    return likeness;
  }
}

/** Likeness of two words without their vowels, the last letter aside, for a vowel there is written in every script. */
function consonantLikeness(a: string, b: string): number {
  const [x, y] = [a, b].map((word) => word.replace(/[aeiouy](?=.)/g, ''));
  if (!x || !y || x[0] !== y[0]) return 0;
  const share = Math.min(x.length, y.length) < 3 ? alignment.fewConsonants : alignment.sameConsonants;
  return wordSimilarity(lettersOf(x), lettersOf(y)) * share;
}

function joinedLikeness(pair: Letters | undefined, word: Letters): number {
  if (!pair || Math.abs(pair.text.length - word.text.length) > 1 || pair.text[0] !== word.text[0]) return 0;
  return wordSimilarity(pair, word, alignment.minJoinedSimilarity) * alignment.joined;
}

function isTaken(used: Uint8Array, start: number, length: number): boolean {
  return used[start] === 1 || (length === 2 && used[start + 1] === 1);
}

function weigh(words: readonly NameWord[], start: number, length: number): number {
  let weight = 0;
  for (let at = start; at < start + length; at++) weight += words[at]?.weight ?? 0;
  return weight;
}

function restOf(words: readonly NameWord[], used: Uint8Array): { weight: number; telling: boolean } {
  let weight = 0;
  let telling = false;
  words.forEach((word, at) => {
    if (used[at] === 1) return;
    weight += word.weight;
    telling ||= !word.filler;
  });
  return { weight, telling };
}
