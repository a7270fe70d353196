import { Type } from '@sinclair/typebox';
import { accept, defineField, refuse } from '../field-type.js';
import { toIsoCountry } from './iso-country.js';

export const countryTypes = ['nationality', 'residence', 'tax_residence', 'incorporation'] as const;

/** A country, kept as ISO 3166-1 alpha-2; alpha-3 codes and English names are understood. */
export const countryField = defineField({
  type: 'country',
  options: {
    country_type: Type.Optional(Type.Union(countryTypes.map((type) => Type.Literal(type)))),
  },
  read(value) {
    if (typeof value !== 'string' || value.length > 100) return refuse('wrong_type', 'must be a country');
    const code = toIsoCountry(value);
    return code
      ? accept(code)
      : refuse('not_allowed', 'must be an ISO country code or an English country name');
  },
});
