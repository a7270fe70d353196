/**
 * Finds the words of a vocabulary whose skeleton is at most one letter away (wrong, missing, additional, swapped): each
 * skeleton is filed under itself without each of its letters in turn, after W. Garbe's symmetric-delete spelling
 * correction. Answers stay in a cache of bounded size.
 */
export class SkeletonNeighbours {
  private readonly byDeletion = new Map<string, string[]>();
  private readonly cache = new Map<string, readonly string[]>();

  constructor(
    vocabulary: Iterable<string>,
    private readonly cacheSize = 20_000,
  ) {
    for (const skeleton of vocabulary) {
      for (const key of deletions(skeleton)) {
        const filed = this.byDeletion.get(key);
        if (filed) filed.push(skeleton);
        else this.byDeletion.set(key, [skeleton]);
      }
    }
  }

  /** The skeletons of the vocabulary near this one, itself first when it is among them. */
  near(skeleton: string): readonly string[] {
    const known = this.cache.get(skeleton);
    if (known) return known;
    const found = new Set<string>();
    for (const key of deletions(skeleton))
      for (const other of this.byDeletion.get(key) ?? []) found.add(other);
    const result = found.delete(skeleton) ? [skeleton, ...found] : [...found];
    if (this.cache.size >= this.cacheSize) this.cache.clear();
    this.cache.set(skeleton, result);
    return result;
  }
}

function deletions(skeleton: string): Set<string> {
  const keys = new Set([skeleton]);
  if (skeleton.length < 3) return keys;
  for (let at = 0; at < skeleton.length; at++) keys.add(skeleton.slice(0, at) + skeleton.slice(at + 1));
  return keys;
}
