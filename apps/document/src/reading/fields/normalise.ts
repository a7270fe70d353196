/** Text as labels and keywords are compared: no accents, upper case, letters and digits only. */
export function comparable(text: string): string {
  return text
    .normalize('NFD')
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
}

/**
 * Whether a text that a reader may have misread says this word: one wrong, missing or surplus character for every six
 * is forgiven, none in words of less than six. Both sides are `comparable`.
 */
export function resembles(text: string, word: string): boolean {
  const forgiven = Math.floor(word.length / 6);
  if (text === word) return true;
  if (forgiven === 0 || Math.abs(text.length - word.length) > forgiven) return false;
  return editDistance(text, word, forgiven) <= forgiven;
}

/** Levenshtein distance, given up (returning more than `limit`) as soon as it must exceed the limit. */
function editDistance(left: string, right: string, limit: number): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const substituted = previous[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      row.push(Math.min(substituted, previous[j]! + 1, row[j - 1]! + 1));
    }
    if (Math.min(...row) > limit) return limit + 1;
    previous = row;
  }
  return previous[right.length]!;
}
