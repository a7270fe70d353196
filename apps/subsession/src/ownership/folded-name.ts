/**
 * A name as names of holders are compared: two that differ in nothing but Unicode form, case, white space, punctuation and
 * invisible characters are one. Empty when a name consists of nothing else.
 */
export const foldedName = (name: string): string =>
  name
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replace(/\p{Cf}|['’ʼ`.]/gu, '')
    .replace(/[\p{P}\s]+/gu, ' ')
    .trim();
