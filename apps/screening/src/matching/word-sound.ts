/**
 * The consonant skeleton of a word: what stays the same when a name is written in another romanisation
 * (`Mohammed`, `Muhamad`, `mhmd` → `mt`). Letters that romanisations exchange fall together, vowels go except that a
 * vowel at the beginning stays as `a`, doubled letters become one. Used to find candidates, not to judge them.
 */
export function soundSkeleton(word: string): string {
  return word
    .replace(/ph/g, 'f')
    .replace(/kh|ch|ck|[qcx]/g, 'k')
    .replace(/sch|sh|sz|zh|ts|z/g, 's')
    .replace(/gh|dzh|dj|j/g, 'g')
    .replace(/th|dh|d/g, 't')
    .replace(/p/g, 'b')
    .replace(/v/g, 'w')
    .replace(/h/g, '')
    .replace(/^[aeiouy]+/, 'A')
    .replace(/[aeiouy]/g, '')
    .replace(/(.)\1+/g, '$1')
    .toLowerCase();
}
