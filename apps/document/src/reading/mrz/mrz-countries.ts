import countries from 'i18n-iso-countries';

/**
 * Codes of ICAO Doc 9303-3, section 5, that are not ISO 3166-1 alpha-3 but belong to a country: Germany's one letter,
 * the classes of British nationality, Kosovo.
 */
const icaoCountries: Readonly<Record<string, string>> = {
  D: 'DE',
  GBD: 'GB',
  GBN: 'GB',
  GBO: 'GB',
  GBP: 'GB',
  GBS: 'GB',
  RKS: 'XK',
  XKX: 'XK',
};

/** Codes of ICAO Doc 9303-3, section 5, for organisations, persons without a nationality and the specimen land Utopia. */
const codesWithoutCountry = new Set([
  'EUE',
  'UNO',
  'UNA',
  'UNK',
  'XBA',
  'XIM',
  'XCC',
  'XCE',
  'XCO',
  'XEC',
  'XES',
  'XMP',
  'XOM',
  'XDC',
  'XPO',
  'XXA',
  'XXB',
  'XXC',
  'XXX',
  'UTO',
]);

/** The ISO alpha-2 code of a country as a machine readable zone names it; undefined where it names none. */
export function countryOfMrzCode(code: string): string | undefined {
  return icaoCountries[code] ?? (code.length === 3 ? countries.alpha3ToAlpha2(code) : undefined);
}

/** Whether a machine readable zone may carry this code at all. */
export function isKnownMrzCountry(code: string): boolean {
  return codesWithoutCountry.has(code) || countryOfMrzCode(code) !== undefined;
}
