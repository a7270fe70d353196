import countries from 'i18n-iso-countries';

/** Spellings of the US Treasury and of common usage that the ISO names do not cover. */
const otherSpellings: Readonly<Record<string, string>> = {
  'bahamas, the': 'BS',
  'cabo verde': 'CV',
  'congo, democratic republic of the': 'CD',
  'congo, republic of the': 'CG',
  'cote d ivoire': 'CI',
  gaza: 'PS',
  'hong kong': 'HK',
  'korea, north': 'KP',
  'korea, south': 'KR',
  kosovo: 'XK',
  macau: 'MO',
  'man, isle of': 'IM',
  'north macedonia, the republic of': 'MK',
  palestinian: 'PS',
  'region: gaza': 'PS',
  'region: north gaza': 'PS',
  'region: northern gaza': 'PS',
  'region: west bank': 'PS',
  'the gambia': 'GM',
  turkiye: 'TR',
  burma: 'MM',
  'virgin islands, british': 'VG',
  'west bank': 'PS',
};

/** Lists name the same few hundred countries tens of thousands of times, and the look-up by name is slow. */
const remembered = new Map<string, string>();
const maxRemembered = 2_000;

/**
 * ISO alpha-2 of a country given as alpha-2, alpha-3 or English name (also as the US Treasury spells it);
 * undefined when it is none of these. `XK` stands for Kosovo.
 */
export function countryCode(text: string): string | undefined {
  const known = remembered.get(text);
  if (known !== undefined) return known || undefined;
  const code = lookUp(text);
  if (remembered.size < maxRemembered) remembered.set(text, code ?? '');
  return code;
}

function lookUp(text: string): string | undefined {
  const name = text.trim().replace(/^possibly\s+/i, '');
  const upper = name.toUpperCase();
  if (/^[A-Z]{2}$/.test(upper)) return upper === 'XK' || countries.isValid(upper) ? upper : undefined;
  if (/^[A-Z]{3}$/.test(upper)) return countries.alpha3ToAlpha2(upper);
  return otherSpellings[name.toLowerCase()] ?? countries.getAlpha2Code(name, 'en');
}

/** The country at the end of a place (`Tehran, Iran`; `Pyongyang, Korea, North`). */
export function countryOfPlace(place: string): string | undefined {
  const parts = place.split(',').map((part) => part.trim());
  const name = parts.slice(-2).join(', ');
  return (parts.length > 1 ? countryCode(name) : undefined) ?? countryCode(parts.at(-1) ?? '');
}

/** The English name of a code for explanations; the code itself when it has none. */
export function countryName(code: string): string {
  return code === 'XK' ? 'Kosovo' : (countries.getName(code, 'en') ?? code);
}
