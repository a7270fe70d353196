import type { Operator } from './operators.js';

const always: readonly Operator[] = ['equals', 'not_equals', 'in', 'not_in', 'is_empty', 'is_not_empty'];
const ofTexts: readonly Operator[] = [
  ...always,
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'matches',
];
const ofQuantities: readonly Operator[] = [
  ...always,
  'greater_than',
  'greater_or_equal',
  'less_than',
  'less_or_equal',
  'between',
];

/** Which operators fit a field, by its type; those that fit every field fit types that are not named. */
export const operatorsByType: Readonly<Record<string, readonly Operator[]>> = {
  text: ofTexts,
  name: ofTexts,
  email: ofTexts,
  phone: ofTexts,
  url: ofTexts,
  domain: ofTexts,
  wallet: ofTexts,
  /** One option is a text; of several, `contains` asks for one that was chosen. */
  select: ofTexts,
  number: ofQuantities,
  date: ofQuantities,
  /** Compared by its amount. */
  volume: ofQuantities,
};

/** The operators that a rule on a field may use. */
export function operatorsOf(
  field: Readonly<{ type: string; [option: string]: unknown }>,
): readonly Operator[] {
  if (field.type === 'select' && field['multiple'] === true) return [...always, 'contains', 'not_contains'];
  return operatorsByType[field.type] ?? always;
}
