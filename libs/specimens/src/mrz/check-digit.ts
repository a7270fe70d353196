const weights = [7, 3, 1] as const;

function characterValue(character: string): number {
  if (character === '<') return 0;
  const code = character.charCodeAt(0);
  return code >= 65 ? code - 55 : code - 48;
}

/**
 * The check digit of ICAO Doc 9303-3, 4.9: the weighted sum modulo 10, weights 7, 3, 1 repeating; digits count as
 * themselves, A to Z as 10 to 35 and `<` as 0. `field` holds only those characters.
 */
export function checkDigit(field: string): string {
  const sum = [...field].reduce(
    (total, character, index) => total + characterValue(character) * (weights[index % 3] ?? 0),
    0,
  );
  return String(sum % 10);
}
