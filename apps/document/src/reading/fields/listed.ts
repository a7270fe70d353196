/** The entries of a list written out over lines, separated by semicolons: long vocabularies stay readable as a block. */
export function listed(text: string): string[] {
  return text
    .split(';')
    .map((entry) => entry.replace(/\s+/g, ' ').trim())
    .filter((entry) => entry !== '');
}
