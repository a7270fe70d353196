import countries from 'i18n-iso-countries';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
countries.registerLocale(
  require('i18n-iso-countries/langs/en.json') as Parameters<typeof countries.registerLocale>[0],
);

/** The ISO 3166-1 alpha-2 code that a code or an English country name means, or undefined. */
export function toIsoCountry(text: string): string | undefined {
  const trimmed = text.trim();
  const code = trimmed.toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && countries.isValid(code)) return code;
  if (/^[A-Z]{3}$/.test(code) && countries.isValid(code)) return countries.alpha3ToAlpha2(code);
  return countries.getSimpleAlpha2Code(trimmed, 'en') ?? countries.getAlpha2Code(trimmed, 'en');
}

/** Whether the text is exactly an ISO 3166-1 alpha-2 code. */
export function isAlpha2(text: string): boolean {
  return /^[A-Z]{2}$/.test(text) && countries.isValid(text);
}
