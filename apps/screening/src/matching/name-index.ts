import { type ListName } from '../lists/index.js';
import { lacksVowels } from './latin-text.js';
import { alignment, NameAligner, type NameParts, type NameWord } from './name-alignment.js';
import { commonNames, isFillerWord, nameWords, type NameStyle } from './name-words.js';
import { OverlapIndex, type WeightedKey } from './overlap-index.js';
import { SkeletonNeighbours } from './skeleton-neighbours.js';
import { lettersOf, wordSimilarity, type Letters } from './word-similarity.js';
import { soundSkeleton } from './word-sound.js';

/** A name of the index that is like the name looked for. */
export interface NameHit {
  /** Number of the entry, as given to the constructor. */
  readonly entry: number;
  readonly name: ListName;
  /** 0–1; a weak alias counts less than the likeness of its letters */
  readonly similarity: number;
}

/** A name to be indexed and the number of the entry that bears it. */
export interface NameOfEntry {
  readonly entry: number;
  readonly name: ListName;
}

interface IndexedName extends NameOfEntry, NameParts {
  /** The whole name without spaces. */
  readonly compact: Letters;
}

interface VocabularyWord extends NameWord {
  weight: number;
}

const candidateLimit = 150;
const joinedCandidateLimit = 40;
const neighbourShare = 0.7;
const maxWords = 40;

/** What a list itself calls a weak alias is weaker evidence. */
const weakAliasFactor = 0.9;

/**
 * What is assumed before anything is counted, so that the words of a short list are weighed sensibly: as many names
 * again in which each very common one has this share.
 */
const usualTotal = 5_000;
const usualShare = 0.02;
const commonSounds: ReadonlySet<string> = new Set([...commonNames].map(soundSkeleton));

/** Weights of words that say little; the others weigh their inverse document frequency, up to `rareWord`. */
const wordWeights = {
  filler: { person: 0.4, organisation: 0.25 },
  initial: 0.6,
  number: 4,
  rareWord: 9,
} as const;

/**
 * All names of one style in memory, found by the sound of their words and judged by `NameAligner`. Not changed after
 * construction; a search judges a bounded number of candidates, so that its time hardly depends on the name.
 */
export class NameIndex {
  private readonly names: IndexedName[];
  private readonly words = new Map<string, VocabularyWord>();
  private readonly frequency = new Map<string, number>();
  private readonly bySound = new OverlapIndex();
  private readonly byGrams = new OverlapIndex();
  private readonly neighbours: SkeletonNeighbours;
  private readonly total: number;

  constructor(
    private readonly style: NameStyle,
    names: readonly NameOfEntry[],
  ) {
    this.total = names.length;
    const pairs = new Map<string, Letters>();
    this.names = names.map((name) => this.takeApart(name, pairs)).filter(({ words }) => words.length > 0);
    for (const word of this.words.values()) word.weight = this.weigh(word);
    for (const { words } of this.names) {
      const grams = gramsOf(words);
      this.bySound.add(new Set(soundsOf(words)), Math.sqrt(sumOfWeights(words)));
      this.byGrams.add(grams, Math.sqrt(grams.size));
    }
    this.neighbours = new SkeletonNeighbours(this.bySound.keys());
  }

  /** The names most like this one, each entry's best only, best first. `accepts` leaves entries out beforehand. */
  search(name: string, accepts?: (entry: number) => boolean): NameHit[] {
    const texts = nameWords(name, this.style).slice(0, maxWords);
    if (texts.length === 0 || this.names.length === 0) return [];
    const words = texts.map((text) => this.words.get(text) ?? this.newWord(text));
    const aligner = new NameAligner({ words, pairs: pairsOf(texts, new Map()) }, lacksVowels(name));
    const compact = lettersOf(texts.join(''));
    const best = new Map<number, NameHit>();
    for (const at of this.candidates(words, accepts)) {
      const found = this.names[at];
      if (!found) continue;
      const joined = words.length === found.words.length ? 0 : joinedSimilarity(compact, found.compact);
      const likeness = Math.max(aligner.align(found), joined);
      const similarity = found.name.kind === 'weak_alias' ? likeness * weakAliasFactor : likeness;
      const known = best.get(found.entry);
      if (!known || similarity > known.similarity) {
        best.set(found.entry, { entry: found.entry, name: found.name, similarity });
      }
    }
    return [...best.values()].sort((a, b) => b.similarity - a.similarity || a.entry - b.entry);
  }

  private takeApart({ entry, name }: NameOfEntry, pairs: Map<string, Letters>): IndexedName {
    const texts = nameWords(name.value, this.style).slice(0, maxWords);
    const words = texts.map((text) => this.words.get(text) ?? this.learn(text));
    for (const skeleton of new Set(words.map((word) => word.skeleton))) {
      this.frequency.set(skeleton, (this.frequency.get(skeleton) ?? 0) + 1);
    }
    return { entry, name, words, pairs: pairsOf(texts, pairs), compact: lettersOf(texts.join('')) };
  }

  private learn(text: string): NameWord {
    const word = this.newWord(text);
    this.words.set(text, word);
    return word;
  }

  private newWord(text: string): VocabularyWord {
    const filler = isFillerWord(text, this.style);
    const word = { ...lettersOf(text), skeleton: soundSkeleton(text), weight: 0, filler };
    word.weight = this.weigh(word);
    return word;
  }

  private weigh(word: NameWord): number {
    if (word.filler) return wordWeights.filler[this.style];
    if (word.hasDigit) return wordWeights.number;
    if (word.text.length === 1) return wordWeights.initial;
    return Math.min(this.rarity(word.skeleton), wordWeights.rareWord);
  }

  private rarity(skeleton: string): number {
    const frequency =
      (this.frequency.get(skeleton) ?? 0) + (commonSounds.has(skeleton) ? usualShare * usualTotal : 0);
    return Math.log(1 + (this.total + usualTotal) / (1 + frequency));
  }

  private candidates(query: readonly NameWord[], accepts?: (entry: number) => boolean): Set<number> {
    const acceptsName = accepts && ((at: number) => accepts(this.names[at]?.entry ?? -1));
    const chosen = new Set(this.bySound.top(this.soundKeys(query), candidateLimit, acceptsName));
    if (query.length > 2) return chosen;
    const grams = [...gramsOf(query)].map((key, group) => ({ key, weight: 1, group }));
    for (const at of this.byGrams.top(grams, joinedCandidateLimit, acceptsName)) chosen.add(at);
    return chosen;
  }

  private soundKeys(query: readonly NameWord[]): WeightedKey[] {
    return [...new Set(soundsOf(query))].flatMap((skeleton, group) => {
      const weight = this.rarity(skeleton);
      return this.neighbours
        .near(skeleton)
        .map((key) => ({ key, weight: key === skeleton ? weight : weight * neighbourShare, group }));
    });
  }
}

function sumOfWeights(words: readonly NameWord[]): number {
  return words.reduce((sum, word) => sum + word.weight, 0);
}

function pairsOf(texts: readonly string[], known: Map<string, Letters>): Letters[] {
  return texts.slice(1).map((text, at) => {
    const joined = `${texts[at] ?? ''}${text}`;
    const letters = known.get(joined) ?? lettersOf(joined);
    known.set(joined, letters);
    return letters;
  });
}

/** The sound of every word and of every two neighbours written as one. */
function soundsOf(words: readonly NameWord[]): string[] {
  const pairs = words.slice(1).map((word, at) => soundSkeleton((words[at]?.text ?? '') + word.text));
  return [...words.map(({ skeleton }) => skeleton), ...pairs];
}

/** Groups of three letters of the whole name's sound, to find names that were written without spaces. */
function gramsOf(words: readonly NameWord[]): Set<string> {
  const sound = `^${words.map(({ skeleton }) => skeleton).join('')}$`;
  return new Set(Array.from({ length: Math.max(0, sound.length - 2) }, (_, at) => sound.slice(at, at + 3)));
}

/** Likeness of two names without their spaces; only for names that differ in where the spaces are. */
function joinedSimilarity(query: Letters, target: Letters): number {
  if (Math.abs(query.text.length - target.text.length) > 3 || query.text.length < 5) return 0;
  return wordSimilarity(query, target, alignment.minJoinedSimilarity) * alignment.joined;
}
