/** ISO 4217 codes as the runtime's Unicode data (CLDR) lists them. */
const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Whether the text is the alphabetic code of a currency, in capitals. */
export function isCurrency(text: string): boolean {
  return currencies.has(text);
}
