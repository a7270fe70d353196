const weights = [7, 3, 1] as const;

/** 0–9 count as themselves, A–Z as 10–35, the filler `<` as 0 (ICAO Doc 9303-3, 4.9). */
function characterValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 65 && code <= 90) return code - 55;
  return 0;
}

/** The check digit of a piece of a machine readable zone: weights 7, 3, 1 repeating, modulo 10 (ICAO Doc 9303-3, 4.9). */
export function mrzCheckDigit(text: string): string {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += characterValue(text.charCodeAt(i)) * weights[i % 3]!;
  return String(sum % 10);
}
